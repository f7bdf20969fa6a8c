//! Checksums other than ours, computed in the same read: only to compare with what others recorded.

use sha2::Digest as _;
use xxhash_rust::xxh3::Xxh3;
use xxhash_rust::xxh64::Xxh64;

use crate::model::Algorithm;

enum Hasher {
    Sha256(sha2::Sha256),
    Sha512(Box<sha2::Sha512>),
    Sha1(sha1::Sha1),
    Md5(md5::Md5),
    Xxh64(Xxh64),
    Xxh3(Box<Xxh3>),
    Xxh128(Box<Xxh3>),
}

/// Digests of one file that grow with each piece of it. Without algorithms it costs nothing.
#[derive(Default)]
pub struct Digests(Vec<Hasher>);

impl Digests {
    /// For these algorithms. BLAKE3 is left out: who reads a file computes it anyway.
    #[must_use]
    pub fn new(algorithms: impl IntoIterator<Item = Algorithm>) -> Self {
        Self(algorithms.into_iter().filter_map(hasher).collect())
    }

    /// Takes the next piece.
    pub fn update(&mut self, piece: &[u8]) {
        for hasher in &mut self.0 {
            match hasher {
                Hasher::Sha256(h) => h.update(piece),
                Hasher::Sha512(h) => h.update(piece),
                Hasher::Sha1(h) => h.update(piece),
                Hasher::Md5(h) => h.update(piece),
                Hasher::Xxh64(h) => h.update(piece),
                Hasher::Xxh3(h) | Hasher::Xxh128(h) => h.update(piece),
            }
        }
    }

    /// The digests, big-endian as lists write them.
    #[must_use]
    pub fn finish(self) -> Vec<(Algorithm, Vec<u8>)> {
        self.0
            .into_iter()
            .map(|hasher| match hasher {
                Hasher::Sha256(h) => (Algorithm::Sha256, h.finalize().to_vec()),
                Hasher::Sha512(h) => (Algorithm::Sha512, h.finalize().to_vec()),
                Hasher::Sha1(h) => (Algorithm::Sha1, h.finalize().to_vec()),
                Hasher::Md5(h) => (Algorithm::Md5, h.finalize().to_vec()),
                Hasher::Xxh64(h) => (Algorithm::Xxh64, h.digest().to_be_bytes().to_vec()),
                Hasher::Xxh3(h) => (Algorithm::Xxh3, h.digest().to_be_bytes().to_vec()),
                Hasher::Xxh128(h) => (Algorithm::Xxh128, h.digest128().to_be_bytes().to_vec()),
            })
            .collect()
    }
}

fn hasher(algorithm: Algorithm) -> Option<Hasher> {
    Some(match algorithm {
        Algorithm::Blake3 => return None,
        Algorithm::Sha256 => Hasher::Sha256(sha2::Sha256::new()),
        Algorithm::Sha512 => Hasher::Sha512(Box::new(sha2::Sha512::new())),
        Algorithm::Sha1 => Hasher::Sha1(sha1::Sha1::new()),
        Algorithm::Md5 => Hasher::Md5(md5::Md5::new()),
        Algorithm::Xxh64 => Hasher::Xxh64(Xxh64::new(0)),
        Algorithm::Xxh3 => Hasher::Xxh3(Box::default()),
        Algorithm::Xxh128 => Hasher::Xxh128(Box::default()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_those_that_other_programs_write() {
        let known = [
            (Algorithm::Sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (Algorithm::Sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
            (Algorithm::Md5, "900150983cd24fb0d6963f7d28e17f72"),
            (Algorithm::Xxh64, "44bc2cf5ad770999"),
            (Algorithm::Xxh3, "78af5f94892f3950"),
            (Algorithm::Xxh128, "06b05ab6733a618578af5f94892f3950"),
        ];
        let mut digests = Digests::new(known.iter().map(|(algorithm, _)| *algorithm));
        digests.update(b"a");
        digests.update(b"bc");
        for ((algorithm, digest), (expected, hex)) in digests.finish().into_iter().zip(known) {
            assert_eq!(algorithm, expected);
            assert_eq!(Some(digest), algorithm.digest_of_hex(hex), "{algorithm} of abc in two pieces");
        }
        assert!(Digests::new([Algorithm::Blake3]).finish().is_empty(), "ours is computed by the reader");
    }
}
