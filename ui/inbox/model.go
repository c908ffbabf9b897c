package inbox

import (
	"fmt"
	"regexp"
	"strings"

	"relay/gateway"
	"relay/gateway/sms"
	"relay/ui/words"
)

// Odd is what is unusual about a message, in a word for the list. warn tells
// that something of it is missing.
func Odd(m gateway.Message) (word string, warn bool) {
	switch {
	case m.Note == "":
		return "", false
	case acknowledges(m):
		return words.T("acknowledgement"), false
	case incomplete(m):
		return arrived(m.Note), true
	}
	return said(m.Note), true
}

// Note is what the panel says about a message's note: a name and the words.
func Note(m gateway.Message) (name, text string) {
	switch {
	case acknowledges(m):
		return words.T("Kind"), said(m.Note)
	case incomplete(m):
		if strings.Contains(m.Note, ",") {
			return words.T("Arrived"), words.T("%s, the rest never came", arrived(m.Note))
		}
		return words.T("Arrived"), words.T("%s, the rest may still come", arrived(m.Note))
	}
	return words.T("Note"), said(m.Note)
}

// arrived says how many parts of a message are there, of a note that begins with
// "2 of 3 parts".
func arrived(note string) string {
	var have, total int
	if n, _ := fmt.Sscanf(note, "%d of %d parts", &have, &total); n < 2 {
		return said(note)
	}
	return words.N(total, "%[2]s of %[1]s part", "%[2]s of %[1]s parts", words.Number(int64(have)))
}

// said is a note in the language in force.
func said(note string) string {
	var number, total int
	if n, _ := fmt.Sscanf(note, "part %d of %d", &number, &total); n == 2 {
		return words.T("part %d of %d", number, total)
	}
	return words.Said(note)
}

func acknowledges(m gateway.Message) bool {
	return strings.HasPrefix(m.Note, "acknowledgement ") || m.Note == "the conversation was ended"
}

func incomplete(m gateway.Message) bool { return m.Parts > 1 && strings.Contains(m.Note, " parts") }

// Piece is a stretch of a text; Gap is the mark of a part that is missing, with
// what is to be expected of it.
type Piece struct {
	Text string
	Gap  bool
	Hope string
}

// Pieces are the stretches of a message's text for a reader.
func Pieces(m gateway.Message) []Piece {
	text := sms.CleanLines(m.Shown())
	if !incomplete(m) {
		return []Piece{{Text: text}}
	}
	var out []Piece
	at, hope := 0, words.T("it may come until %s", m.CreatedAt.Add(gateway.PartsWait).Local().Format("2006-01-02 15:04"))
	if strings.Contains(m.Note, ",") {
		hope = words.T("it never came")
	}
	for _, g := range regexp.MustCompile(`\[part \d+ of \d+ is missing\]`).FindAllStringIndex(text, -1) {
		if g[0] > at {
			out = append(out, Piece{Text: text[at:g[0]]})
		}
		gap := text[g[0]:g[1]]
		var number, total int
		if n, _ := fmt.Sscanf(gap, "[part %d of %d is missing]", &number, &total); n == 2 {
			gap = words.T("Part %d of %d is missing", number, total)
		}
		out = append(out, Piece{Text: gap, Gap: true, Hope: hope})
		at = g[1]
	}
	if at < len(text) {
		out = append(out, Piece{Text: text[at:]})
	}
	return out
}

func cameBy(m gateway.Message) string {
	if m.Account != "" {
		return words.T("account %s", m.Account)
	}
	return m.Link
}
