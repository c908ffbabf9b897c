package storage

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"relay/gateway"
)

const (
	gram         = 3  // characters that the index goes by
	maxGrams     = 24 // of a term that are asked for: more find no less
	numberGrams  = 4  // and of a number
	fewMessages  = 20_000
	fewFound     = 5_000
	searchedUpTo = "(SELECT upto FROM searched)"
)

// grams has the search index look for rows in which every piece of a term
// occurs; whether they follow each other there the row tells. It is "" for a term
// that the index can't look for.
func grams(term string) string {
	if !utf8.ValidString(term) || strings.ContainsRune(term, 0) {
		return ""
	}
	letters := []rune(term)
	if isNumber(term) {
		return allOf(rarePieces(letters))
	}
	var out []string
	for i := 0; i+gram <= len(letters) && len(out) < maxGrams; i++ {
		out = appendNew(out, string(letters[i:i+gram]))
	}
	return allOf(out)
}

// rarePieces are the few pieces of a number that tell it from others: the list of
// rows of each has to be read, those of a country's or a network's digits are as
// long as the table, and the row tells the rest. They go from the end, first
// those that do not overlap.
func rarePieces(digits []rune) (out []string) {
	for _, step := range []int{gram, 1} {
		for i := len(digits) - gram; i >= 0 && len(out) < numberGrams; i -= step {
			out = appendNew(out, string(digits[i:i+gram]))
		}
	}
	return out
}

func appendNew(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// allOf is a MATCH for rows that have all pieces.
func allOf(pieces []string) string {
	quoted := make([]string, len(pieces))
	for i, p := range pieces {
		quoted[i] = `"` + strings.ReplaceAll(p, `"`, `""`) + `"`
	}
	return strings.Join(quoted, " AND ")
}

func isNumber(s string) bool { return strings.Trim(s, "0123456789") == "" }

// term is what is typed in a search of messages.
type term struct {
	typed, number string // as it is, and as a number begins
	match         string // for the index; "" when it can't help
}

func newTerm(search string) term {
	// What has all of "+36" has all of "36".
	t := term{typed: search, number: strings.TrimPrefix(search, "+")}
	t.match = grams(t.number)
	return t
}

// inMessage fits a message in which the term is.
func (t term) inMessage() (cond string, args []any) {
	number := like(t.number) + "%"
	return `(text LIKE ? ESCAPE '\' OR to_addr LIKE ? ESCAPE '\' OR from_addr LIKE ? ESCAPE '\')`, []any{"%" + like(t.typed) + "%", number, number}
}

// toAny fits messages to numbers.
func toAny(numbers []string) (cond string, args []any) {
	for _, n := range numbers {
		digits := gateway.CompareForm(n)
		args = append(args, digits, "+"+digits, "00"+digits) // applications write them as they like
	}
	return "direction = 0 AND to_addr IN (" + strings.TrimSuffix(strings.Repeat("?,", len(args)), ",") + ")", args
}

// sources are the places to look for a term, each a query of ids of messages in
// their order: the index; what is newer than it, which is little; and the ids and
// tags, which have indexes of their own. All see the same state of the index, as
// one statement does.
func (t term) sources(q gateway.MessageQuery, where []string, args []any, order string) (texts []string, all []any) {
	add := func(from, by, cond string, a ...any) {
		texts = append(texts, "SELECT id FROM (SELECT m.id AS id FROM "+from+" WHERE "+strings.Join(append([]string{cond}, where...), " AND ")+" ORDER BY "+by+order+")")
		all = append(append(all, a...), args...)
	}
	in, a := t.inMessage()
	found, list := "SELECT rowid AS message_id FROM search WHERE search MATCH ?", []any{t.match}
	if q.BeforeID > 0 { // what holds for the message the index has to be told
		found, list = found+" AND rowid < ?", append(list, q.BeforeID)
	}
	if q.AfterID > 0 {
		found, list = found+" AND rowid > ?", append(list, q.AfterID)
	}
	add("("+found+") s CROSS JOIN messages m ON m.id = s.message_id", "s.message_id", in, append(list, a...)...)
	add("messages m NOT INDEXED", "m.id", "m.id > "+searchedUpTo+" AND "+in, a...)
	add("messages m INDEXED BY messages_given", "m.id", "account_message_id = ? AND account_message_id <> ''", t.typed)
	add("messages m", "m.id", "m.id IN (SELECT message_id FROM parts WHERE provider_id = ?)", t.typed)
	if len(q.Numbers) > 0 {
		to, numbers := toAny(q.Numbers)
		add("messages m INDEXED BY messages_to", "m.id", to, numbers...)
	}
	add("message_tags g CROSS JOIN messages m ON m.id = g.message_id", "g.message_id", "g.tag = ? COLLATE NOCASE", t.typed)
	return texts, all
}

// few tells whether the boxes of a query have so few messages that going through
// them is quicker than going through what an index finds everywhere.
func (db *DB) few(ctx context.Context, q gateway.MessageQuery) (bool, error) {
	list := boxes(q)
	if len(list) == 0 {
		return false, nil
	}
	var n int64
	err := db.read.QueryRowContext(ctx, "SELECT COALESCE(SUM(n), 0) FROM (SELECT what / 16 AS direction, what % 16 AS state, n FROM counts WHERE what < 32) WHERE "+strings.Join(list, " OR ")).Scan(&n)
	return n < fewMessages, db.words(err)
}

// peersWith are the other sides of messages in whose text a term is; not ok when
// they are too many to be listed, or not known without reading everything.
func (db *DB) peersWith(ctx context.Context, search string) (peers []string, ok bool, err error) {
	match := grams(search)
	if match == "" {
		return nil, false, nil
	}
	var behind int64
	if err := db.read.QueryRowContext(ctx, "SELECT COALESCE(MAX(id), 0) - "+searchedUpTo+" FROM messages").Scan(&behind); err != nil || behind > fewMessages {
		return nil, false, err
	}
	type found struct {
		peer string
		hit  bool
	}
	const what = `SELECT iif(direction = 1, from_addr, to_addr), text LIKE ? ESCAPE '\' FROM `
	text := "%" + like(search) + "%"
	rows, err := db.read.QueryContext(ctx, what+fmt.Sprintf("(SELECT rowid AS id FROM search WHERE search MATCH ? LIMIT %d) s CROSS JOIN messages m ON m.id = s.id UNION ALL ", fewFound+1)+
		what+"messages m NOT INDEXED WHERE id > "+searchedUpTo+` AND text LIKE ? ESCAPE '\'`, text, match, text, text)
	list, err := collect(rows, err, func(r scanner, f *found) error { return r.Scan(&f.peer, &f.hit) })
	if err != nil || len(list) > fewFound {
		return nil, false, err
	}
	seen := map[string]bool{}
	for _, f := range list {
		if f.hit && !seen[f.peer] {
			seen[f.peer] = true
			peers = append(peers, f.peer)
		}
	}
	return peers, true, nil
}
