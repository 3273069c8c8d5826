//! XML, as much of it as a report needs: elements, attributes and text, one element a line.

use std::fmt::Write as _;

/// A document being written.
pub(super) struct Xml {
    text: String,
    open: Vec<&'static str>,
}

impl Default for Xml {
    fn default() -> Self {
        Self { text: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(), open: Vec::new() }
    }
}

impl Xml {
    pub(super) fn open(&mut self, tag: &'static str, attributes: &[(&str, String)]) {
        self.start(tag, attributes);
        self.text.push_str(">\n");
        self.open.push(tag);
    }

    pub(super) fn close(&mut self) {
        let Some(tag) = self.open.pop() else { return };
        self.indent();
        let _ = writeln!(self.text, "</{tag}>");
    }

    pub(super) fn empty(&mut self, tag: &str, attributes: &[(&str, String)]) {
        self.start(tag, attributes);
        self.text.push_str("/>\n");
    }

    pub(super) fn text(&mut self, tag: &str, attributes: &[(&str, String)], text: &str) {
        self.start(tag, attributes);
        let _ = writeln!(self.text, ">{}</{tag}>", escaped(text, false));
    }

    pub(super) fn done(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.text
    }

    fn start(&mut self, tag: &str, attributes: &[(&str, String)]) {
        self.indent();
        let _ = write!(self.text, "<{tag}");
        for (name, value) in attributes {
            let _ = write!(self.text, " {name}=\"{}\"", escaped(value, true));
        }
    }

    fn indent(&mut self) {
        self.text.extend(std::iter::repeat_n("  ", self.open.len()));
    }
}

/// A text as it stands in a document. Characters XML 1.0 has no way to write (§2.2 *Char*) are replaced; in an attribute
/// line ends are written as references, which readers would take for blanks (§3.3.3).
fn escaped(text: &str, attribute: bool) -> String {
    let mut written = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '"' if attribute => written.push_str("&quot;"),
            '\n' | '\t' if attribute => {
                let _ = write!(written, "&#{};", u32::from(c));
            }
            '\r' => written.push_str("&#13;"),
            '\n' | '\t' => written.push(c),
            c if c < ' ' || ('\u{fffe}'..='\u{ffff}').contains(&c) => written.push('\u{fffd}'),
            c => written.push(c),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_in_xml_is_escaped() {
        let mut xml = Xml::default();
        xml.open("a", &[("b", "\"<&>\n\u{1b}[1m".to_owned())]);
        xml.text("c", &[], "1 < 2 && ]]>\n\u{0}");
        xml.empty("d", &[]);
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
        let body = "<a b=\"&quot;&lt;&amp;&gt;&#10;\u{fffd}[1m\">\n  <c>1 &lt; 2 &amp;&amp; ]]&gt;\n\u{fffd}</c>\n  <d/>\n</a>\n";
        assert_eq!(xml.done(), format!("{head}{body}"));
    }
}
