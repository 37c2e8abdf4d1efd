//! What is read of signs, numbers and abbreviations in each language.

use super::super::{Reader, words};

fn said(language: &str, text: &str) -> String {
    let yaml = std::fs::read_to_string(format!("templates/voices/text/{language}.yaml")).unwrap();
    let reader = Reader::read(&yaml).unwrap();
    let mut words = words(text);
    reader.note(&mut words);
    let said = words.into_iter().map(|word| word.said.unwrap_or(word.shown));
    said.collect::<Vec<_>>().join(" ")
}

#[test]
fn words_that_letters_do_not_tell_are_read_by_rule() {
    for (written, wanted) in [
        ("at 7:30 pm.", "at 7 30 pm."),
        ("at 7:05,", "at 7 oh 5,"),
        ("from 19:00", "from 19 o'clock"),
        ("at 7:00 am", "at 7 am"),
        ("(10kg)", "(10 kilograms)"),
        ("1 kg", "1 kilogram"),
        ("50 %, or so", "50 percent, or so"),
        ("1km away", "1 kilometer away"),
        ("5°C!", "5 degrees Celsius!"),
        ("-5°C", "minus 5 degrees Celsius"),
        ("-12", "minus 12"),
        ("100% sure", "100 percent sure"),
        ("10-20% off", "10 to 20 percent off"),
        ("$5M", "5 million dollars"),
        ("$5.50", "$5.50"),
        ("10-20 people", "10 to 20 people"),
        ("555-123-4567", "555-123-4567"),
        ("2026-11-27", "November twenty-seventh, 2026"),
        ("11/1/2026.", "November first, 2026."),
        ("1920x1080", "1920 by 1080"),
        ("#5", "number 5"),
        ("#HowItWorks", "How It Works"),
        ("@jane", "at jane"),
        ("salt & pepper", "salt and pepper"),
        ("cats, e.g. Tom", "cats, for example Tom"),
        ("apples etc.", "apples et cetera"),
        ("see https://example.com/a-b/.", "see example dot com slash a dash b."),
        ("mail a@b.co, please", "mail a at b dot co, please"),
        ("visit example.com.", "visit example dot com."),
        ("plain words", "plain words"),
    ] {
        assert_eq!(said("en", written), wanted);
    }
}

#[test]
fn each_language_reads_signs_dates_and_abbreviations_in_its_own_words() {
    for (language, written, wanted) in [
        ("es", "El 25 % de 10 km, p. ej.", "El 25 por ciento de 10 kilómetros, por ejemplo"),
        ("es", "a las 7:05", "a las 7 y 5"),
        ("es", "5,50 € o €3.", "5 euros con 50 o 3 euros."),
        ("es", "cuesta 5,50€", "cuesta 5 euros con 50"),
        ("es", "el 1/2/2026", "el primero de febrero de 2026"),
        ("es", "el Sr. López y la ONG", "el señor López y la o ene ge"),
        ("fr", "à 14h30 et 9h", "à 14 heures 30 et 9 heures"),
        ("fr", "10 % de la TVA", "10 pour cent de la té vé a"),
        ("fr", "le 1er mai 2026", "le premier mai 2026"),
        ("fr", "le 2026-05-01", "le premier mai 2026"),
        ("fr", "Les enfants mangent souvent.", "Les enfants mange souvent."),
        ("fr", "un moment différent", "un moment différent"),
        ("pt", "US$1 ou 7US$", "1 dólar ou 7 dólares"),
        ("pt", "R$5,50 às 8h", "5 reais e 50 às 8 horas"),
        ("pt", "a Dra. Ana, 3ª vez", "a doutora Ana, terceira vez"),
        ("de", "um 19:30 Uhr.", "um 19 Uhr 30."),
        ("de", "um 19:00 Uhr", "um 19 Uhr"),
        ("de", "z. B. bzw. z.B. so", "zum Beispiel beziehungsweise zum Beispiel so"),
        ("de", "am 27. November, der 3. Mai", "am siebenundzwanzigsten November, der dritte Mai"),
        ("de", "am 3.10.1990", "am dritten Oktober 1990"),
        ("de", "-5°C, 3,50€ und USB", "minus 5 Grad Celsius, 3 Euro 50 und u ess be"),
        ("zh", "2026 年 11 月", "2 0 2 6 年 11 月"),
        ("zh", "2 个 12 个 50%", "两 个 12 个 百分之50"),
        ("zh", "3:05 $5", "3 点 0 5 分 5 美元"),
        ("ja", "3:30 10km 5%", "3 時 30 分 10 キロメートル 5 パーセント"),
        ("ja", "2 人", "二 人"),
        ("ko", "3시에 12명 20살 30분", "세 시에 열두 명 스무 살 30분"),
        ("ko", "50% ₩5000", "50 퍼센트 5000 원"),
    ] {
        assert_eq!(said(language, written), wanted, "{language} {written}");
    }
}

#[test]
fn rubbish_is_left_as_it_is() {
    for language in ["en", "es", "fr", "pt", "de", "ja", "zh", "ko"] {
        for written in
            ["::", "-", "--", "%", "€", "1.", "0/0/0", "99.99.9999", "1:", ":1", "1h", "é%é", "٣٤"]
        {
            let read = said(language, &format!("so {written} so"));
            assert!(read.starts_with("so ") && read.ends_with(" so"), "{language} {read}");
        }
    }
}
