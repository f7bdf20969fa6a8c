//! Further checksums of contents, for the lists that other programs can check.

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::error::Result;
use crate::model::{Algorithm, Checksum};

/// A digest of a content with that BLAKE3; `None` if it was never computed.
pub fn of(db: &Connection, checksum: Checksum, algorithm: Algorithm) -> Result<Option<Vec<u8>>> {
    let mut statement =
        db.prepare_cached("SELECT digest FROM digests WHERE checksum = ?1 AND algorithm = ?2")?;
    Ok(statement.query_row(params![checksum.0, algorithm.as_str()], |row| row.get(0)).optional()?)
}

/// Records what one read of a content gave.
pub fn set(db: &Connection, checksum: Checksum, digests: &[(Algorithm, Vec<u8>)]) -> Result<()> {
    let mut insert = db.prepare_cached(
        "INSERT INTO digests (checksum, algorithm, digest) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
    )?;
    for (algorithm, digest) in digests {
        insert.execute(params![checksum.0, algorithm.as_str(), digest])?;
    }
    Ok(())
}
