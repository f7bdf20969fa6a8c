//! Making a link again where a drive is rebuilt.

use std::io;

use super::root::Root;
use crate::model::RelPath;

impl Root {
    /// Makes a link; what stands there already stays.
    pub fn make_link(&self, path: &RelPath, target: &[u8]) -> io::Result<()> {
        let (folder, name) = path.split();
        Ok(rustix::fs::symlinkat(target, self.open_folder(&folder)?, name)?)
    }
}
