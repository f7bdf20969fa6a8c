//! The name that is written on a volume, as it is shown and given to folders: whoever wrote it may have put in what moves a
//! cursor, commands a terminal or turns the text around it.

use crate::model::is_misleading;

/// The label without such characters; `None` if nothing is left to read.
pub fn shown(label: &str) -> Option<String> {
    let plain: String = label.chars().filter(|c| !is_misleading(*c)).collect();
    let plain = plain.trim();
    (!plain.is_empty()).then(|| plain.to_owned())
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn a_label_commands_no_terminal_and_turns_no_text_round() {
        assert_eq!(shown("Zoë & <b>2009</b> "), Some("Zoë & <b>2009</b>".into()), "markup is text");
        assert_eq!(shown("\u{1b}[31mred\r\nSafe\u{7}"), Some("[31mredSafe".into()));
        assert_eq!(shown("\u{202e}epiw ot efas"), Some("epiw ot efas".into()));
        assert_eq!(shown(" \u{2066}\u{9b}\n"), None);
    }
}
