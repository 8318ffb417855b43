//! Pieces that stay one token whatever marks they hold: addresses, numbers of telephones, emoticons.

/// Whether it is a web address, a mail address or a telephone number.
pub(super) fn is_whole(piece: &str) -> bool {
    is_address(piece) || is_telephone(piece)
}

fn is_address(piece: &str) -> bool {
    if piece.contains("://") || piece.starts_with("www.") || piece.starts_with("WWW.") {
        return true;
    }
    let Some((user, host)) = piece.split_once('@') else {
        return false;
    };
    let is_plain = |part: &str| {
        part.chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '%'))
    };
    !user.is_empty() && !host.is_empty() && is_plain(user) && is_plain(host)
}

/// At least seven digits in groups of two or more, joined by hyphens or full stops.
fn is_telephone(piece: &str) -> bool {
    let digits = piece.bytes().filter(u8::is_ascii_digit).count();
    let groups = piece.split(['-', '.', '/']);
    let in_groups = piece.contains(['-', '.'])
        && groups.clone().all(|group| {
            !group.is_empty() && group.len() <= 5 && group.bytes().all(|b| b.is_ascii_digit())
        });
    // "2010-2012" has eight digits, but is a span of years.
    in_groups
        && digits >= 7
        && !(groups.clone().count() == 2 && groups.clone().all(|g| g.len() == 4))
}

/// Eyes, perhaps a nose, a mouth; or the same from right to left.
pub(super) fn is_emoticon(piece: &str) -> bool {
    let mut chars = [' '; 4];
    let mut n_chars = 0;
    for c in piece.chars() {
        if n_chars == chars.len() {
            return false;
        }
        chars[n_chars] = c;
        n_chars += 1;
    }
    let is_eyes = |c| matches!(c, ':' | ';' | '=');
    let is_mouth = |c| {
        matches!(
            c,
            ')' | '(' | 'D' | 'P' | 'p' | '/' | '|' | '*' | ']' | '[' | '3'
        )
    };
    let is_nose = |c| matches!(c, '-' | '^' | '\'' | 'o');
    match chars[..n_chars] {
        [eyes, mouth] => {
            is_eyes(eyes) && is_mouth(mouth) || is_eyes(mouth) && matches!(eyes, '(' | ')' | 'D')
        }
        [eyes, nose, mouth] => {
            is_eyes(eyes) && (is_nose(nose) && is_mouth(mouth) || nose == mouth && is_mouth(nose))
        }
        _ => false,
    }
}
