package smpp

import (
	"testing"
	"time"
)

func TestParseTime(t *testing.T) {
	ref := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	for in, want := range map[string]string{
		"160101000000000+": "2016-01-01T00:00:00Z", "170517143000508+": "2017-05-17T12:30:00.5Z", "201231235959948-": "2021-01-01T11:59:59.9Z",
		"370101000000000+": "2037-01-01T00:00:00Z", "380101000000000+": "1938-01-01T00:00:00Z", "240229120000023+": "2024-02-29T06:15:00Z",
		"000007000000000R": "2026-12-01T12:00:00Z", "000000010000000R": "2026-11-24T13:00:00Z", "000000000000000R": "2026-11-24T12:00:00Z",
		"020610233429000R": "2029-06-04T11:34:29Z", "180711070003": "2018-07-11T07:00:03Z",
		"": "", "161301000000000+": "", "230229000000000+": "", "160101000000049+": "", "160101000000000Z": "", "16010100000000+": "",
		"1601010000000000+": "", "16O101000000000+": "", "160101240000000+": "",
	} {
		got, _, err := ParseTime(in, ref)
		if want == "" {
			if err == nil {
				t.Errorf("%q was taken as %v", in, got)
			}
			continue
		}
		if err != nil || got.UTC().Format(time.RFC3339Nano) != want {
			t.Errorf("%q: %v %v, want %s", in, got.UTC(), err, want)
		}
	}
	if got := FormatRelative(26*time.Hour + 3*time.Minute + 4*time.Second); got != "000001020304000R" {
		t.Error(got)
	}
	if got := FormatAbsolute(time.Date(2026, 1, 31, 12, 0, 0, 500_000_000, time.UTC)); got != "260131120000500+" {
		t.Error(got)
	}
}
