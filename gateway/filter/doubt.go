package filter

import (
	"slices"
	"strings"

	"relay/gateway/smpp"
)

// doubt says why a comparison for equality can fit nothing, "" when it can.
func (n *compare) doubt(name string, tables *smpp.Tables) string {
	if n.numeric || n.value == "" {
		return ""
	}
	like := func(what string, known []string) string {
		if slices.ContainsFunc(known, func(s string) bool { return strings.EqualFold(s, n.value) }) {
			return ""
		}
		words := "no " + what + " is called " + n.value
		if near := closest(n.value, known); near != "" {
			words += ": did you mean " + near + "?"
		}
		return words
	}
	switch {
	case name == "cmd":
		var known []string
		for c := range smpp.Commands() {
			known = append(known, c.Name)
		}
		return like("command", known)
	case name == "status":
		var known []string
		for s := range tables.Statuses() {
			known = append(known, s.Name, strings.TrimPrefix(s.Name, "ESME_"))
		}
		return like("status", known)
	case name == "dir":
		return like("direction", []string{"in", "out"})
	case name == "answer":
		return like("answer", []string{"yes", "no"})
	case n.of.word == "seq", n.of.word == "" && !n.of.isTLV && n.of.field != smpp.FieldShortMessage && !n.of.field.Text():
		return name + " is a number"
	}
	return ""
}
