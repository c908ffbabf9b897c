package app

import (
	"slices"
	"strings"

	"relay/gateway"
)

// readConfig reads a configuration file and finds everything that is wrong with
// it: what can't be read, then what can't be in force, by line. An entry of a
// stored name keeps its password where the file gives none.
func readConfig(text []byte, stored gateway.Config) (gateway.Config, gateway.Problems) {
	c, at, problems := parseConfig(text, fileSecrets{})
	if at == nil {
		return c, problems
	}
	keepStored(&c, stored)
	return c, withPlaces(problems, at.place(c.Validate()))
}

// readInto reads a configuration file that is added to what is stored: its own
// entries, and all together, of which only the file's problems are told. A rule of
// the file may name a link that is stored already.
func readInto(text []byte, stored gateway.Config) (file, whole gateway.Config, problems gateway.Problems) {
	file, at, problems := parseConfig(text, fileSecrets{})
	if at == nil {
		return file, stored, problems
	}
	keepStored(&file, stored)
	whole = gateway.Merge(stored, file)
	found := slices.DeleteFunc(at.place(whole.Validate()), func(p gateway.Problem) bool { return p.Line == 0 })
	for _, p := range at.place(file.Validate()) { // a name that the file has twice is there once in the whole
		if (strings.HasSuffix(p.Path, ".name") || strings.HasSuffix(p.Path, ".system_id")) && len(found.At(p.Path)) == 0 {
			found = append(found, p)
		}
	}
	return file, whole, withPlaces(problems, found)
}

// withPlaces adds what can't be in force to what can't be read, by line; of a line
// that can't be read nothing more is told.
func withPlaces(unread, found gateway.Problems) gateway.Problems {
	taken := map[int]bool{}
	for _, p := range unread {
		taken[p.Line] = true
	}
	for _, p := range found {
		if p.Line == 0 || !taken[p.Line] {
			unread = append(unread, p)
		}
	}
	slices.SortStableFunc(unread, func(a, b gateway.Problem) int { return a.Line - b.Line })
	return unread
}

// ReadConfig reads a configuration file to be looked at: nothing is taken over. That
// a new connection has no password is no error: its user is asked for it.
func (h *house) ReadConfig(name string, text []byte) (gateway.Config, error) {
	file, _, problems := readInto(text, h.engine.Config())
	problems = slices.DeleteFunc(problems, func(p gateway.Problem) bool {
		i := slices.IndexFunc(file.Clients, func(c gateway.ClientConfig) bool { return c.Password == "" && p.Path == "client["+c.Name+"].password" })
		return i >= 0 && strings.TrimSpace(file.Clients[i].Name) != ""
	})
	if len(problems) > 0 {
		return file, problemsIn(name, problems)
	}
	return file, nil
}
