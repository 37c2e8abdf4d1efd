//! How a written word is said: addresses, times, dates, units, money, ranges, abbreviations.
//!
//! What differs from language to language is data (`templates/voices/text/*.yaml`, read by
//! [`super::rules`]); what is here are the shapes of such words. Plain numbers are left to the
//! pronunciation.

use super::{
    Written,
    rules::{Clock, Date, Reader},
};

impl Reader {
    /// Notes on each word how it is said, where that differs from how it is written.
    pub fn note(&self, words: &mut [Written]) {
        for n in 0..words.len() {
            if words[n].said.is_some() {
                continue;
            }
            let word = words[n].shown.clone();
            let next = words.get(n + 1).map(|word| word.shown.clone()).unwrap_or_default();
            if let Some((first, second)) = self.pair(&word, &next) {
                words[n].said = Some(first);
                words[n + 1].said = Some(second);
                continue;
            }
            let before = n.checked_sub(1).map(|n| words[n].shown.as_str()).unwrap_or_default();
            words[n].said = self.said(&word, before, &next);
        }
    }

    /// Two words that are read together: `z. B.`, `19:30 Uhr`.
    fn pair(&self, word: &str, next: &str) -> Option<(String, String)> {
        let end = next.trim_end_matches(CLOSING).len();
        // Its last period may belong to it.
        let known = [end + 1, end].into_iter().find_map(|end| {
            let said = self.pairs.get(&format!("{word} {}", next.get(..end)?))?;
            Some((said.clone(), &next[end..]))
        });
        let (said, after) = match known {
            Some(known) => known,
            None => (
                self.sum(word, &next[..end]).or_else(|| self.oclock(word, &next[..end]))?,
                &next[end..],
            ),
        };
        let (first, second) = said.split_once(' ')?;
        Some((first.to_owned(), format!("{second}{after}")))
    }

    /// `5,50 €` as `5 euros 50`.
    fn sum(&self, word: &str, sign: &str) -> Option<String> {
        self.currencies.get(sign)?;
        self.sums.as_ref().filter(|form| form.contains("{cents}"))?;
        let (_, cents) = word.rsplit_once([',', '.'])?;
        let said = self.money(&format!("{word}{sign}"))?;
        (cents.len() == 2).then_some(said)
    }

    /// `19:30 Uhr`, where the word behind the time goes into it.
    fn oclock(&self, word: &str, next: &str) -> Option<String> {
        let clock = self.clock.as_ref()?;
        clock.follows.iter().find(|word| *word == next)?;
        time(clock, word, "")
    }

    fn said(&self, shown: &str, before: &str, next: &str) -> Option<String> {
        if let Some(said) = self.words.get(shown) {
            return Some(said.clone());
        }
        let opens = shown.len() - shown.trim_start_matches(OPENING).len();
        let (opening, rest) = shown.split_at(opens);
        let core = rest.trim_end_matches(CLOSING);
        let after = &rest[core.len()..];
        let known = |word: &str| {
            self.words.get(word).or_else(|| self.words.get(word.to_lowercase().as_str()))
        };
        // A period belongs to an abbreviation before it belongs to the sentence.
        let said = match known(&format!("{core}.")).filter(|_| after.starts_with('.')) {
            Some(said) => Some(said.clone()),
            None if after == "." && self.is_ordinal(core, next) => {
                return Some(format!("{opening}{}", self.date.as_ref()?.day(core, before)?));
            }
            None => known(core).cloned().or_else(|| self.shaped(core, before, next)),
        }?;
        Some(format!("{opening}{said}{after}"))
    }

    fn shaped(&self, core: &str, before: &str, next: &str) -> Option<String> {
        self.address(core)
            .or_else(|| self.unit_alone(core, before))
            .or_else(|| self.money(core))
            .or_else(|| time(self.clock.as_ref()?, core, next.trim_end_matches(CLOSING)))
            .or_else(|| self.date.as_ref()?.read(core, before))
            .or_else(|| self.measure(core))
            .or_else(|| self.range(core))
            .or_else(|| self.counted(core, next))
            .or_else(|| self.letters(core))
            .or_else(|| {
                let rest = core.strip_prefix('#')?;
                if digits(rest) {
                    Some(format!("{} {rest}", self.number))
                } else {
                    Some(spaced(rest))
                }
            })
            .or_else(|| Some(format!("{} {}", self.symbols.get(&'@')?, core.strip_prefix('@')?)))
            .or_else(|| self.negative(core))
            .or_else(|| self.ending(core))
    }

    /// A word whose end is said in another way: `mangent` in French.
    fn ending(&self, core: &str) -> Option<String> {
        let lower = core.to_lowercase();
        self.endings.iter().find_map(|ending| {
            let stem = core.strip_suffix(ending.from.as_str())?;
            let kept = ending.except.iter().any(|word| match word.strip_prefix('-') {
                Some(end) => lower.ends_with(end),
                None => *word == lower,
            });
            // One syllable is a noun.
            let long = stem.chars().count() > 2;
            (long && !kept).then(|| format!("{stem}{}", ending.to))
        })
    }

    /// Whether a number with a period is one of a row and ends no sentence: `27. November`.
    pub(super) fn is_ordinal(&self, number: &str, next: &str) -> bool {
        let next = next.trim_end_matches(CLOSING);
        digits(number)
            && self
                .date
                .as_ref()
                .is_some_and(|date| date.period && date.months.iter().any(|month| month == next))
    }

    /// A link or a mail address, letter groups and signs apart.
    fn address(&self, core: &str) -> Option<String> {
        let bare =
            ["https://", "http://", "mailto:"].iter().find_map(|scheme| core.strip_prefix(scheme));
        let mail = core.split_once('@').is_some_and(|(a, b)| !a.is_empty() && b.contains('.'));
        let site = core.starts_with("www.")
            || [".com", ".org", ".net", ".io", ".dev", ".ai"]
                .iter()
                .any(|end| core.len() > end.len() && core.ends_with(end));
        if bare.is_none() && !mail && !site {
            return None;
        }
        let text = bare.unwrap_or(core).trim_end_matches('/');
        let mut out = String::new();
        for c in text.chars() {
            match self.symbols.get(&c) {
                Some(name) => out.push_str(&format!(" {name} ")),
                None => out.push(c),
            }
        }
        Some(out.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn unit(&self, unit: &str) -> Option<&[String; 2]> {
        self.units.get(unit).or_else(|| self.currencies.get(unit))
    }

    /// `km` or `%` as a word of its own, behind a number.
    fn unit_alone(&self, core: &str, before: &str) -> Option<String> {
        let [one, many] = self.unit(core)?;
        let number = before.trim_start_matches(OPENING);
        let real = number.starts_with(|c: char| c.is_ascii_digit())
            && number.ends_with(|c: char| c.is_ascii_digit());
        real.then(|| if number == "1" { one } else { many }.clone())
    }

    /// `$5M`: the amount, how much, and the money's name. Plain sums are said where the language
    /// has a form for them, and else left to the pronunciation.
    fn money(&self, core: &str) -> Option<String> {
        // The longest: US$ ends with $, too.
        let sign = |fits: &dyn Fn(&str) -> bool| {
            let signs = self.currencies.iter().filter(|(sign, _)| fits(sign));
            signs.max_by_key(|(sign, _)| sign.len())
        };
        let (rest, names) = if let Some((sign, names)) = sign(&|sign| core.starts_with(sign)) {
            (&core[sign.len()..], names)
        } else {
            let (sign, names) = sign(&|sign| core.ends_with(sign))?;
            (&core[..core.len() - sign.len()], names)
        };
        let (number, unit) = number(rest)?;
        let name = &names[usize::from(number != "1")];
        if !unit.is_empty() {
            return Some(format!("{number} {} {}", self.amounts.get(unit)?, names[1]));
        }
        let form = self.sums.as_ref()?;
        let cents = number.rsplit_once(['.', ',']).filter(|(_, cents)| cents.len() == 2);
        match cents.filter(|_| form.contains("{cents}")) {
            Some((whole, cents)) => {
                Some(form.replace("{sum}", whole).replace("{name}", name).replace("{cents}", cents))
            }
            None => Some(of(number, name)),
        }
    }

    /// `10kg`, `5°C`, `1920x1080`.
    fn measure(&self, core: &str) -> Option<String> {
        let minus = core.strip_prefix(['-', '−']);
        let (number, unit) = number(minus.unwrap_or(core))?;
        let minus = minus.map(|_| format!("{} ", self.minus)).unwrap_or_default();
        if let Some([one, many]) = self.unit(unit) {
            let name = if number == "1" { one } else { many };
            return Some(minus + &of(number, name));
        }
        let other = unit.strip_prefix(['x', '×'])?;
        digits(other).then(|| format!("{number} {} {other}", self.times))
    }

    /// `10-20`, with a hyphen or a dash, and with a unit behind it.
    fn range(&self, core: &str) -> Option<String> {
        let (from, to) = core.split_once(['-', '–', '~'])?;
        // Three parts are a date or a telephone number.
        if digits(from) && digits(to) {
            return Some(format!("{from} {} {to}", self.to));
        }
        let measured = self.measure(to).filter(|_| digits(from))?;
        Some(format!("{from} {} {measured}", self.to))
    }

    /// A number that has another form before what it counts: `3시` in Korean, `2个` in Chinese; or
    /// whose digits are read one by one there.
    fn counted(&self, core: &str, next: &str) -> Option<String> {
        let end = core.find(|c: char| !c.is_ascii_digit()).unwrap_or(core.len());
        let (number, own) = core.split_at(end);
        let behind = if own.is_empty() { next } else { own };
        if number.is_empty() {
            return None;
        }
        let said = self.counted.iter().find_map(|rule| {
            let before = rule.before.iter().any(|word| behind.starts_with(word.as_str()));
            if before { rule.say(number) } else { None }
        })?;
        Some(if own.is_empty() { said } else { format!("{said} {own}") })
    }

    /// Letters one by one: `KI`, `USB`.
    fn letters(&self, core: &str) -> Option<String> {
        let capitals = core.len() > 1 && core.chars().all(|c| c.is_ascii_uppercase());
        let vowel = core.contains(['A', 'E', 'I', 'O', 'U', 'Y']);
        let apart = self.acronyms.iter().any(|known| known == core) || (!vowel && core.len() < 6);
        if !capitals || !apart || self.letters.len() != 26 {
            return None;
        }
        let name = |c: u8| self.letters[usize::from(c - b'A')].as_str();
        Some(core.bytes().map(name).collect::<Vec<_>>().join(" "))
    }

    fn negative(&self, core: &str) -> Option<String> {
        let rest = core.strip_prefix(['-', '−'])?;
        let number =
            !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',');
        number.then(|| format!("{} {rest}", self.minus))
    }
}

/// `7:30`, `7:05`, `19:00`, `14h30`.
fn time(clock: &Clock, core: &str, next: &str) -> Option<String> {
    let (hour, minute) = core.split_once(clock.sign).or_else(|| core.split_once(':'))?;
    if !digits(hour) || hour.len() > 2 || (!digits(minute) && !minute.is_empty()) {
        return None;
    }
    if minute.len() != 2 && !(minute.is_empty() && clock.sign != ':') {
        return None;
    }
    let half = clock.halves.iter().any(|half| *half == next.to_lowercase());
    let hour = hour.trim_start_matches('0');
    let hour = if hour.is_empty() { "0" } else { hour };
    let (form, minute) = match minute.strip_prefix('0') {
        Some("0") if half => ("{h}", ""),
        Some("0") => (clock.full.as_str(), ""),
        Some(one) => (clock.low.as_ref().unwrap_or(&clock.other).as_str(), one),
        None if minute.is_empty() => (clock.full.as_str(), ""),
        None => (clock.other.as_str(), minute),
    };
    Some(form.replace("{h}", hour).replace("{m}", minute))
}

impl Date {
    /// `2026-11-27`, and `27.11.2026` in the order of the language.
    fn read(&self, core: &str, before: &str) -> Option<String> {
        let parts: Vec<&str> = core.split(['-', '/', '.']).collect();
        let &[a, b, c] = parts.as_slice() else { return None };
        if ![a, b, c].into_iter().all(digits) {
            return None;
        }
        let (day, month, year) = match (a.len(), self.order.as_str()) {
            (4, _) => (c, b, a),
            (_, "mdy") => (b, a, c),
            _ => (a, b, c),
        };
        let (day, month) = (day.parse::<usize>().ok()?, month.parse::<usize>().ok()?);
        if !(1..=31).contains(&day) || year.len() != 4 || month == 0 {
            return None;
        }
        let month = self.months.get(month - 1)?;
        let day = day.to_string();
        let day = self.day(&day, before).unwrap_or(day);
        Some(self.said.replace("{day}", &day).replace("{month}", month).replace("{year}", year))
    }

    /// A day as one of a row, with the ending that the word before it asks for.
    fn day(&self, number: &str, before: &str) -> Option<String> {
        let stem = self.days.get(&number.parse().ok()?)?;
        let ending = self.endings.get(before.to_lowercase().as_str()).or(self.endings.get("*"));
        Some(format!("{stem}{}", ending.map(String::as_str).unwrap_or_default()))
    }
}

pub(super) const OPENING: [char; 10] = ['(', '[', '{', '"', '“', '„', '‘', '«', '¿', '¡'];
pub(super) const CLOSING: [char; 22] = [
    '.', ',', ';', ':', '!', '?', ')', ']', '}', '"', '”', '“', '’', '»', '…', '\'', '。', '，',
    '、', '！', '？', '；',
];

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// So much of a unit, whose name tells where the number goes when that is not before it.
fn of(number: &str, name: &str) -> String {
    if name.contains("{}") { name.replace("{}", number) } else { format!("{number} {name}") }
}

/// A number at the start, and what follows it.
fn number(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',');
    let (number, unit) = text.split_at(end.unwrap_or(text.len()));
    let real = number.starts_with(|c: char| c.is_ascii_digit())
        && number.ends_with(|c: char| c.is_ascii_digit());
    real.then_some((number, unit))
}

/// `HowItWorks` as three words, for tags.
fn spaced(tag: &str) -> String {
    let mut out = String::new();
    let mut low = false;
    for c in tag.chars() {
        if c.is_uppercase() && low {
            out.push(' ');
        }
        low = c.is_lowercase();
        out.push(c);
    }
    out
}

#[cfg(test)]
#[path = "said_tests.rs"]
mod tests;
