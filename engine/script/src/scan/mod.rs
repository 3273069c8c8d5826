//! The words of a text with their exact places.
//!
//! rhai's own lexer cuts the text, so a word here is a word there; but rhai remembers only where a word starts, by line
//! and character, and the tree wants byte ranges. In: the text of an expression or of a file of functions. Out: its
//! words with byte ranges, the pairs of its brackets, the words rhai shall read differently ([`words`]), and every
//! mistake that can be seen without a tree ([`grammar`]). Next: [`mod@crate::parse`].

mod cut;
mod grammar;
mod words;

use crate::limits::MAX_NESTING;
use rhai::{Position, Token};
use std::collections::BTreeMap;
use std::ops::Range;
use zhidu_core::guard::ast::{ParseError, ParseErrorKind};

/// What the text is, because a file of functions may say more than an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// The value of a key in a policy.
    Expression,
    /// A file of `scripts/*.rhai`.
    Library,
}

/// One word of the text.
#[derive(Debug)]
pub(crate) struct Word {
    /// What rhai shall take it for.
    pub(crate) token: Token,
    /// Where rhai says it is.
    pub(crate) at: (usize, usize),
    /// Where it is.
    pub(crate) range: Range<usize>,
    /// The index of the other bracket.
    pub(crate) pair: Option<usize>,
    /// Reported already; what follows from it is not.
    pub(crate) bad: bool,
}

/// A text cut into words.
#[derive(Debug)]
pub(crate) struct Scan {
    /// Words in order.
    pub(crate) words: Vec<Word>,
    /// Mistakes in the order of their places.
    pub(crate) errors: Vec<ParseError>,
    /// What rhai shall read instead, by the place it gives.
    pub(crate) remap: BTreeMap<(usize, usize), Token>,
    /// A quote or comment never closes: the rest of the text is no words.
    cut_short: bool,
}

impl Scan {
    /// Cuts a text and checks it word by word.
    pub(crate) fn new(text: &str, mode: Mode) -> Self {
        let mut scan = Self { words: Vec::new(), errors: Vec::new(), remap: BTreeMap::new(), cut_short: false };
        cut::cut(text, &mut scan);
        words::judge(&mut scan, mode, text);
        scan.pair_brackets();
        grammar::check(&mut scan, text);
        scan.errors.sort_by_key(|e| (e.range.start, e.range.end));
        scan
    }

    /// The word at a place rhai gives.
    pub(crate) fn find(&self, position: Position) -> Option<usize> {
        let at = place(position)?;
        self.words.binary_search_by_key(&at, |w| w.at).ok()
    }

    /// The bytes from one word to another, both included.
    pub(crate) fn bytes(&self, first: usize, last: usize) -> Range<usize> {
        let start = self.words.get(first).map_or(0, |w| w.range.start);
        let end = self.words.get(last).map_or(start, |w| w.range.end);
        start..end
    }

    /// The token of a word, if there is one at this index.
    pub(crate) fn token(&self, index: usize) -> Option<&Token> {
        self.words.get(index).map(|w| &w.token)
    }

    pub(crate) fn error(&mut self, range: Range<usize>, kind: ParseErrorKind) {
        self.errors.push(ParseError { range, kind });
    }

    /// Reports a word, once.
    pub(crate) fn blame(&mut self, index: usize, kind: ParseErrorKind) {
        if let Some(word) = self.words.get_mut(index).filter(|w| !w.bad) {
            word.bad = true;
            let range = word.range.clone();
            self.error(range, kind);
        }
    }

    /// A value in place of what was reported, so that its surroundings are still checked.
    fn stand_in(&mut self, range: Range<usize>) {
        let token = Token::StringConstant(Box::default());
        self.words.push(Word { token, at: (0, 0), range, pair: None, bad: true });
    }

    /// Reports what opens and never closes.
    fn break_off(&mut self, open: Range<usize>, text: &str) {
        self.cut_short = true;
        self.error(open.clone(), ParseErrorKind::Incomplete(text[open.clone()].into()));
        self.stand_in(open.start..text.len());
    }

    /// Matches brackets, up to the first that fits none.
    fn pair_brackets(&mut self) {
        let mut open: Vec<usize> = Vec::new();
        for i in 0..self.words.len() {
            match &self.words[i].token {
                Token::LeftParen | Token::LeftBracket | Token::LeftBrace | Token::MapStart | Token::QuestionBracket => {
                    open.push(i);
                    if open.len() > MAX_NESTING {
                        return self.blame(i, too_deep());
                    }
                }
                close @ (Token::RightParen | Token::RightBracket | Token::RightBrace) => {
                    let Some(o) = open.pop().filter(|&o| closes(&self.words[o].token, close)) else {
                        // Whichever of the two is at fault, one report is enough.
                        return self.blame(i, ParseErrorKind::Unexpected(close.literal_syntax().into()));
                    };
                    self.words[o].pair = Some(i);
                    self.words[i].pair = Some(o);
                }
                _ => (),
            }
        }
        // A quote that never closes has swallowed the brackets.
        if self.cut_short {
            return;
        }
        for i in open {
            let bracket = self.words[i].token.literal_syntax().into();
            self.blame(i, ParseErrorKind::Incomplete(bracket));
        }
    }
}

/// What is said of a text that nests too deeply.
pub(crate) fn too_deep() -> ParseErrorKind {
    ParseErrorKind::TooComplex(format!("nesting {MAX_NESTING}"))
}

fn closes(open: &Token, close: &Token) -> bool {
    match close {
        Token::RightParen => matches!(open, Token::LeftParen),
        Token::RightBracket => matches!(open, Token::LeftBracket | Token::QuestionBracket),
        _ => matches!(open, Token::LeftBrace | Token::MapStart),
    }
}

fn place(position: Position) -> Option<(usize, usize)> {
    Some((position.line()?, position.position()?))
}
