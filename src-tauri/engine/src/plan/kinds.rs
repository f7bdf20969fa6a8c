//! What kind of file a name speaks of, by its ending.

/// `raw`, `picture`, `video`, `sound`, `sidecar` or `other`.
#[must_use]
pub fn kind_of(name: &[u8]) -> &'static str {
    const KINDS: [(&str, &[&str]); 5] = [
        (
            "raw",
            &[
                "cr2", "cr3", "crw", "nef", "nrw", "arw", "sr2", "raf", "orf", "rw2", "dng", "pef", "srw",
                "x3f", "3fr", "iiq",
            ],
        ),
        (
            "picture",
            &[
                "jpg", "jpeg", "heic", "heif", "png", "tif", "tiff", "webp", "gif", "bmp", "psd", "avif",
                "jxl",
            ],
        ),
        (
            "video",
            &[
                "mov", "mp4", "m4v", "avi", "mts", "m2ts", "mpg", "mpeg", "mkv", "3gp", "wmv", "braw", "mxf",
                "webm",
            ],
        ),
        ("sound", &["wav", "mp3", "m4a", "aac", "flac", "aif", "aiff", "ogg", "wma"]),
        ("sidecar", &["xmp", "aae", "thm", "dop", "pp3", "on1", "cos", "json"]),
    ];
    let Some(dot) = name.iter().rposition(|b| *b == b'.') else { return "other" };
    let ending = String::from_utf8_lossy(&name[dot + 1..]).to_ascii_lowercase();
    KINDS.iter().find(|(_, endings)| endings.contains(&ending.as_str())).map_or("other", |(kind, _)| kind)
}
