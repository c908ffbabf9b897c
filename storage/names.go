package storage

import (
	"fmt"
	"slices"
)

// formerName is a name that a link or an account once had.
type formerName struct {
	was, name string
	until     int64 // the newest message's id of that time
	version   int64 // of the configuration that changed it
}

// formerNames are those of all links, or of all accounts, in the order of time.
type formerNames []formerName

// owner is who is called now what was called name when a message was stored.
func (f formerNames) owner(name string, messageID int64) string {
	for _, x := range f {
		if x.was == name && messageID <= x.until {
			return x.name
		}
	}
	return name
}

// under is what is called now what a version of the configuration called name.
func (f formerNames) under(name string, version int64) string {
	for _, x := range f {
		if x.was == name && x.version > version {
			return x.name
		}
	}
	return name
}

// all are the name and those that its bearer had before.
func (f formerNames) all(name string) []string {
	list := []string{name}
	for _, x := range f {
		if x.name == name && !slices.Contains(list, x.was) {
			list = append(list, x.was)
		}
	}
	return list
}

// The two kinds of names, as the table tells them apart.
const (
	linkNames = iota
	accountNames
	nameKinds
)

// formerNames reads the names that links or accounts had; few people rename them.
func (t *Tx) formerNames(kind int) (formerNames, error) {
	m := &t.w.memory
	if m.names[kind] == nil {
		rows, err := t.queryOther("SELECT was, name, until, version FROM former_names WHERE account = ? ORDER BY version, rowid", kind)
		list, err := collect(rows, err, func(r scanner, x *formerName) error { return r.Scan(&x.was, &x.name, &x.until, &x.version) })
		if err != nil {
			return nil, fmt.Errorf("former names: %w", err)
		}
		m.names[kind] = append(formerNames{}, list...) // not nil: it is known
	}
	return m.names[kind], nil
}

// LinkNow is what the link is called now that was called name when a message was
// stored; a destination that is no link keeps its name.
func (t *Tx) LinkNow(name string, messageID int64) (string, error) {
	f, err := t.formerNames(linkNames)
	return f.owner(name, messageID), err
}

// LinkUnder is what the link is called now that a version of the configuration calls
// name.
func (t *Tx) LinkUnder(version int64, name string) (string, error) {
	f, err := t.formerNames(linkNames)
	return f.under(name, version), err
}

// AccountNow is LinkNow of accounts.
func (t *Tx) AccountNow(name string, messageID int64) (string, error) {
	f, err := t.formerNames(accountNames)
	return f.owner(name, messageID), err
}

// AccountUnder is LinkUnder of accounts.
func (t *Tx) AccountUnder(version int64, name string) (string, error) {
	f, err := t.formerNames(accountNames)
	return f.under(name, version), err
}

// keepNames remembers names that go with the next version of the configuration, by
// the new ones. Those of which no message is left are forgotten.
func (t *Tx) keepNames(kind int, renamed map[string]string) error {
	old, err := t.formerNames(kind)
	if err != nil {
		return err
	}
	last, err := t.lastOf(counterMessages)
	if err != nil {
		return err
	}
	var first, version int64
	if err := t.row("SELECT (SELECT COALESCE(MIN(id), 0) FROM messages), (SELECT COALESCE(MAX(version), 0) + 1 FROM config)").Scan(&first, &version); err != nil {
		return err
	}
	list := slices.DeleteFunc(slices.Clone(old), func(x formerName) bool { return x.until < first })
	for i := range list {
		if to, ok := renamed[list[i].name]; ok {
			list[i].name = to
		}
	}
	for was, name := range renamed {
		list = append(list, formerName{was, name, last, version})
	}
	if _, err := t.execOther("DELETE FROM former_names WHERE account = ?", kind); err != nil {
		return err
	}
	for _, x := range list {
		if _, err := t.execOther("INSERT INTO former_names VALUES (?, ?, ?, ?, ?)", kind, x.was, x.name, x.until, x.version); err != nil {
			return err
		}
	}
	return nil
}
