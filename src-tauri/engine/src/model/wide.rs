//! Names of Windows as bytes and back, without loss: 16-bit units as WTF-8, which is UTF-8 where they are text and keeps
//! a lone half of a pair where they are not.

/// The bytes of a name of 16-bit units.
#[must_use]
pub fn bytes_of_wide(units: &[u16]) -> Vec<u8> {
    let mut out = Vec::with_capacity(units.len());
    for unit in char::decode_utf16(units.iter().copied()) {
        match unit {
            Ok(c) => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            Err(lone) => {
                let unit = lone.unpaired_surrogate();
                let [high, low] = unit.to_be_bytes();
                out.extend_from_slice(&[
                    0xE0 | high >> 4,
                    0x80 | (high & 0x0F) << 2 | low >> 6,
                    0x80 | low & 0x3F,
                ]);
            }
        }
    }
    out
}

/// The 16-bit units of a name; `None` if the bytes can be none.
#[must_use]
pub fn wide_of_bytes(bytes: &[u8]) -> Option<Vec<u16>> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    loop {
        match std::str::from_utf8(rest) {
            Ok(text) => {
                out.extend(text.encode_utf16());
                return Some(out);
            }
            Err(error) => {
                let (text, odd) = rest.split_at(error.valid_up_to());
                out.extend(std::str::from_utf8(text).ok()?.encode_utf16());
                let (unit, after) = lone_half(odd)?;
                out.push(unit);
                rest = after;
            }
        }
    }
}

fn lone_half(bytes: &[u8]) -> Option<(u16, &[u8])> {
    match bytes {
        [0xED, second @ 0xA0..=0xBF, third @ 0x80..=0xBF, rest @ ..] => {
            Some((0xD000 | u16::from(second & 0x3F) << 6 | u16::from(third & 0x3F), rest))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn text_is_utf8_and_lone_halves_stay() {
        let camera: Vec<u16> = "Zoë 📷.jpg".encode_utf16().collect();
        assert_eq!(bytes_of_wide(&camera), "Zoë 📷.jpg".as_bytes());
        let lone = [0x61, 0xD83D, 0x62, 0xDC00];
        assert_eq!(bytes_of_wide(&lone), b"a\xED\xA0\xBDb\xED\xB0\x80");
        assert_eq!(wide_of_bytes(b"a\xED\xA0\xBDb\xED\xB0\x80").unwrap(), lone);
        assert_eq!(wide_of_bytes(b"bad\xFF"), None, "no name of Windows");
    }

    proptest! {
        #[test]
        fn every_name_comes_back(units in proptest::collection::vec(any::<u16>(), 0..40)) {
            prop_assert_eq!(wide_of_bytes(&bytes_of_wide(&units)), Some(units));
        }
    }
}
