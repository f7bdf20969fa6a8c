//! A digest together with the algorithm that made it, so that two of different kinds can never be compared.

use std::fmt;

use super::status::words;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

words! {
    /// A checksum algorithm. Only BLAKE3 decides; the others come from and go to other people's lists.
    Algorithm {
        Blake3 = "blake3",
        Sha256 = "sha256",
        Sha512 = "sha512",
        Sha1 = "sha1",
        Md5 = "md5",
        Xxh64 = "xxh64",
        Xxh3 = "xxh3",
        Xxh128 = "xxh128",
    }
}

impl Algorithm {
    /// Those of which a program of every system can check a list.
    pub const LISTED: [Self; 4] = [Self::Sha256, Self::Sha512, Self::Sha1, Self::Md5];

    /// Length of its digests, bytes.
    #[must_use]
    pub fn digest_len(self) -> usize {
        match self {
            Self::Blake3 | Self::Sha256 => 32,
            Self::Sha512 => 64,
            Self::Sha1 => 20,
            Self::Md5 | Self::Xxh128 => 16,
            Self::Xxh64 | Self::Xxh3 => 8,
        }
    }

    /// The digest of that many hex digits in either case; `None` if it is none of this algorithm.
    #[must_use]
    pub fn digest_of_hex(self, hex: &str) -> Option<Vec<u8>> {
        if hex.len() != 2 * self.digest_len() || !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).ok()).collect()
    }
}

/// A full BLAKE3 of a file's content: 32 bytes, computed by us.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Checksum(pub [u8; 32]);

impl Checksum {
    /// The checksum of bytes in memory.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }

    /// 64 lower-case hex digits.
    #[must_use]
    pub fn to_hex(self) -> String {
        blake3::Hash::from_bytes(self.0).to_hex().to_string()
    }

    /// The first 8 hex digits, used in the suffix of a clashing name.
    #[must_use]
    pub fn short(self) -> String {
        self.to_hex()[..8].to_owned()
    }

    /// From a database column; `None` if it has not 32 bytes.
    #[must_use]
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// From 64 hex digits in either case.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        blake3::Hash::from_hex(text.as_bytes()).ok().map(|h| Self(*h.as_bytes()))
    }
}

impl fmt::Display for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_hex())
    }
}

impl fmt::Debug for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "b3:{}", self.short())
    }
}
