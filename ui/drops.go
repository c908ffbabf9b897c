package ui

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/words"
)

// Kinds of files that Relay takes.
const (
	fileOther = iota
	fileTable
	fileCards
	fileCapture
	fileConfig
)

// fileKind is what a file is by its name.
func fileKind(path string) int {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".csv", ".txt", ".tsv", ".xlsx":
		return fileTable
	case ".vcf", ".vcard":
		return fileCards
	case ".pcap", ".pcapng", ".cap", ".hex":
		return fileCapture
	case ".toml":
		return fileConfig
	}
	return fileOther
}

// dropped takes the first file of a kind that Relay knows: a table begins a
// campaign, or goes to the contacts where they are open; vCards go to the
// contacts; a capture opens in the PDU log; a configuration is offered for import.
func (s *Shell) dropped(list []fyne.URI) {
	for _, u := range list {
		path := u.Path()
		switch fileKind(path) {
		case fileTable:
			to := Campaigns
			if s.current == Contacts {
				to = Contacts
			}
			s.take(to, path)
		case fileCards:
			s.take(Contacts, path)
		case fileCapture:
			s.Open(PDULog)
			if v, ok := s.built[PDULog].(interface{ OpenCapture(path string) }); ok {
				v.OpenCapture(path)
			}
		case fileConfig:
			s.AskImport(path)
		default:
			continue
		}
		return
	}
	s.Toast(gateway.Event{Severity: gateway.Warning, Text: words.T("Relay can't use this file."), Advice: words.T("It takes tables (.csv, .xlsx), contacts (.vcf), captures (.pcap, .pcapng) and its own configuration (.toml).")})
}

// take opens a screen and gives it a file.
func (s *Shell) take(screen, path string) {
	s.Open(screen)
	if v, ok := s.built[screen].(interface{ TakeFile(path string) }); ok {
		v.TakeFile(path)
	}
}
