package inbox

import (
	"regexp"
	"strings"

	"relay/gateway"
	"relay/gateway/sms"
)

// Odd is what is unusual about a message, in a word for the list. warn tells
// that something of it is missing.
func Odd(m gateway.Message) (word string, warn bool) {
	switch {
	case m.Note == "":
		return "", false
	case acknowledges(m):
		return "acknowledgement", false
	case incomplete(m):
		have, _, _ := strings.Cut(m.Note, ",")
		return have, true
	}
	return m.Note, true
}

// Note is what the panel says about a message's note: a name and the words.
func Note(m gateway.Message) (name, words string) {
	switch {
	case acknowledges(m):
		return "Kind", m.Note
	case incomplete(m):
		if strings.Contains(m.Note, ",") {
			return "Arrived", m.Note
		}
		return "Arrived", m.Note + ", the rest may still come"
	}
	return "Note", m.Note
}

func acknowledges(m gateway.Message) bool {
	return strings.HasPrefix(m.Note, "acknowledgement ") || m.Note == "the conversation was ended"
}

func incomplete(m gateway.Message) bool { return m.Parts > 1 && strings.Contains(m.Note, " parts") }

// Piece is a stretch of a text; Gap is the mark of a part that is missing.
type Piece struct {
	Text string
	Gap  bool
}

// Pieces are the stretches of a message's text for a reader.
func Pieces(m gateway.Message) []Piece {
	text := sms.CleanLines(m.Text)
	if !incomplete(m) {
		return []Piece{{Text: text}}
	}
	var out []Piece
	at := 0
	for _, g := range regexp.MustCompile(`\[part \d+ of \d+ is missing\]`).FindAllStringIndex(text, -1) {
		if g[0] > at {
			out = append(out, Piece{Text: text[at:g[0]]})
		}
		out = append(out, Piece{Text: text[g[0]:g[1]], Gap: true})
		at = g[1]
	}
	if at < len(text) {
		out = append(out, Piece{Text: text[at:]})
	}
	return out
}

func cameBy(m gateway.Message) string {
	if m.Account != "" {
		return "account " + m.Account
	}
	return m.Link
}
