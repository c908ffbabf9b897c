// Package filter is the language in which people filter PDUs: comparisons
// `name op value` joined by &&, ||, ! and parentheses.
//
// Names are field and TLV names of the specification, and cmd, status, link,
// dir, seq, from, dest, text, id, answer. Operators are == != < > ~ (contains)
// and ~+ (begins with). It is pure.
package filter
