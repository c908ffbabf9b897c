package sms

import (
	"strings"
	"testing"
)

func BenchmarkSegment(b *testing.B) {
	cjk := make([]rune, 10_000)
	for i := range cjk {
		cjk[i] = rune(0x4E00 + i*7%20_000) // as many different characters as can be
	}
	for _, c := range []struct{ name, text string }{
		{"gsm7", strings.Repeat("Hello, wor", 1000)},
		{"euro", strings.Repeat("€", 10_000)},
		{"cyrillic", strings.Repeat("Привет, ми", 1000)},
		{"emoji", strings.Repeat("👍🏽", 5_000)},
		{"marks", strings.Repeat("e\u0301", 5_000)},
		{"chinese", string(cjk)},
		{"far too long", strings.Repeat("Ж", 1_000_000)},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Segment(c.text, Auto, 1)
			}
		})
	}
}

func BenchmarkDecode(b *testing.B) {
	s, _ := Segment(strings.Repeat("a", 160), GSM7, 1)
	u, _ := Segment(strings.Repeat("Ж", 70), UCS2, 1)
	b.ReportAllocs()
	for b.Loop() {
		Decode(s.Parts[0].Octets, 0, false)
		Decode(u.Parts[0].Octets, 8, false)
	}
}

func BenchmarkParseReceipt(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		ParseReceipt("id:0123456789 sub:001 dlvrd:001 submit date:0809011130 done date:0809011131 stat:DELIVRD err:000 text:This is a test")
	}
}

func BenchmarkCandidateIDs(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		CandidateIDs("0972660181")
	}
}
