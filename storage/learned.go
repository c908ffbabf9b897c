package storage

import (
	"database/sql"
	"errors"
	"time"
)

// LearnedForm returns how a link's receipts name their messages, "" when that
// is not known.
func (t *Tx) LearnedForm(link string) (string, error) {
	if form, ok := t.w.memory.forms[link]; ok {
		return form, nil
	}
	var form string
	err := t.rowOther("SELECT form FROM learned_forms WHERE link = ?", link).Scan(&form)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	if err == nil {
		t.w.memory.forms[link] = form
	}
	return form, err
}

// SetLearnedForm stores it.
func (t *Tx) SetLearnedForm(link, form string) error {
	_, err := t.execOther("INSERT INTO learned_forms VALUES (?, ?) ON CONFLICT (link) DO UPDATE SET form = excluded.form", link, form)
	if err == nil {
		t.w.memory.forms[link] = form
	}
	return err
}

// LearnedLimits returns the PDUs a second that the providers of links were seen
// to take.
func (t *Tx) LearnedLimits() (map[string]float64, error) {
	rows, err := t.queryOther("SELECT link, per_second FROM learned_limits")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	limits := map[string]float64{}
	for rows.Next() {
		var link string
		var n float64
		if err := rows.Scan(&link, &n); err != nil {
			return nil, err
		}
		limits[link] = n
	}
	return limits, rows.Err()
}

// SetLearnedLimit stores one; 0 forgets it.
func (t *Tx) SetLearnedLimit(link string, perSecond float64) error {
	if perSecond == 0 {
		_, err := t.execOther("DELETE FROM learned_limits WHERE link = ?", link)
		return err
	}
	_, err := t.execOther("INSERT INTO learned_limits VALUES (?, ?) ON CONFLICT (link) DO UPDATE SET per_second = excluded.per_second", link, perSecond)
	return err
}

// LearnedZones returns how far ahead of UTC the receipts of links were seen to be
// dated.
func (t *Tx) LearnedZones() (map[string]time.Duration, error) {
	rows, err := t.queryOther("SELECT link, seconds FROM learned_zones")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	zones := map[string]time.Duration{}
	for rows.Next() {
		var link string
		var n int64
		if err := rows.Scan(&link, &n); err != nil {
			return nil, err
		}
		zones[link] = time.Duration(n) * time.Second
	}
	return zones, rows.Err()
}

// SetLearnedZone stores one; 0 forgets it.
func (t *Tx) SetLearnedZone(link string, ahead time.Duration) error {
	if ahead == 0 {
		_, err := t.execOther("DELETE FROM learned_zones WHERE link = ?", link)
		return err
	}
	_, err := t.execOther("INSERT INTO learned_zones VALUES (?, ?) ON CONFLICT (link) DO UPDATE SET seconds = excluded.seconds", link, int64(ahead/time.Second))
	return err
}
