package storage

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"hash/crc32"
	"slices"
	"time"

	"github.com/klauspost/compress/s2"
	sqlite3 "modernc.org/sqlite/lib"

	"relay/gateway"
)

// The PDU log is stored in blocks of records that were handed over together. A
// row for each PDU cost the writer much of its time; and PDUs of one moment are
// alike, so that a block takes a fraction of the room that its records would.
const (
	blockRecords = 512         // at most
	blockOctets  = 1 << 20     // of PDUs, after which a block ends
	blockSpan    = time.Minute // between its earliest and latest record, at most
	blockMost    = 4 << 20     // octets that the records of one may have
)

// pduBlock is one row.
type pduBlock struct {
	first, last  uint64 // numbers of its records
	records      int
	since, until int64 // times of the earliest and the latest one, Unix microseconds
	session      uint64
	body         []byte
}

// A body is an octet for its format, the CRC-32 of what follows (Castagnoli, four
// octets, big-endian) and the records, compressed (S2 block format). Each record
// has its number (uvarint; the difference to the one before, that of the first to
// the block's), its time in microseconds (varint, likewise), its session
// (uvarint), an octet for its direction and one for its version, and its link,
// account and frame, each behind its length (uvarint).
const (
	blockFormat = 1
	blockHead   = 5
)

func castagnoli(b []byte) uint32 { return crc32.Checksum(b, crc32.MakeTable(crc32.Castagnoli)) }

// errBlock is for a block that is damaged, as SQLite would have it.
var errBlock error = &fault{sqlite3.SQLITE_CORRUPT, "a block of the PDU log can't be read"}

// blocksOf puts records into blocks, by their numbers.
func blocksOf(records []gateway.PDURecord) (out []pduBlock) {
	byNumber := func(a, b gateway.PDURecord) int { return cmp.Compare(a.Number, b.Number) }
	if !slices.IsSortedFunc(records, byNumber) {
		records = slices.Clone(records)
		slices.SortStableFunc(records, byNumber)
	}
	for len(records) > 0 {
		n, octets := 0, 0
		since, until := records[0].Time, records[0].Time
		for _, r := range records {
			if r.Time.Before(since) {
				since = r.Time
			}
			if r.Time.After(until) {
				until = r.Time
			}
			if n == blockRecords || octets >= blockOctets || until.Sub(since) > blockSpan {
				break
			}
			n++
			octets += len(r.Frame)
		}
		out, records = append(out, *blockOf(records[0].Number, records[:n])), records[n:]
	}
	return out
}

// blockOf makes a block of records, which are in the order of their numbers.
func blockOf(first uint64, records []gateway.PDURecord) *pduBlock {
	b := pduBlock{first: first, records: len(records), since: records[0].Time.UnixMicro(), last: records[len(records)-1].Number}
	b.until = b.since
	for i := range records {
		at := records[i].Time.UnixMicro()
		b.since, b.until, b.session = min(b.since, at), max(b.until, at), max(b.session, records[i].Session)
	}
	b.body = encodeRecords(first, b.since, records)
	return &b
}

func encodeRecords(number uint64, at int64, records []gateway.PDURecord) []byte {
	octets := 0
	for i := range records {
		r := &records[i]
		octets += len(r.Frame) + len(r.Link) + len(r.Account) + 32
	}
	b := make([]byte, 0, octets)
	for i := range records {
		r := &records[i]
		b = binary.AppendUvarint(b, r.Number-number)
		b = binary.AppendVarint(b, r.Time.UnixMicro()-at)
		b = binary.AppendUvarint(b, r.Session)
		out := byte(0)
		if r.Out {
			out = 1
		}
		b = append(b, out, r.Version)
		b = append(binary.AppendUvarint(b, uint64(len(r.Link))), r.Link...)
		b = append(binary.AppendUvarint(b, uint64(len(r.Account))), r.Account...)
		b = append(binary.AppendUvarint(b, uint64(len(r.Frame))), r.Frame...)
		number, at = r.Number, r.Time.UnixMicro()
	}
	body := make([]byte, blockHead+s2.MaxEncodedLen(len(b)))
	body = body[:blockHead+len(s2.Encode(body[blockHead:], b))]
	body[0] = blockFormat
	binary.BigEndian.PutUint32(body[1:], castagnoli(body[blockHead:]))
	return bytes.Clone(body) // what waits for the disk holds no more than it counts
}

// open returns the records of a block in their order; their frames share memory.
func (b *pduBlock) open() ([]gateway.PDURecord, error) {
	if len(b.body) < blockHead || b.body[0] != blockFormat || binary.BigEndian.Uint32(b.body[1:]) != castagnoli(b.body[blockHead:]) {
		return nil, errBlock
	}
	if n, err := s2.DecodedLen(b.body[blockHead:]); err != nil || n > blockMost {
		return nil, errBlock
	}
	octets, err := s2.Decode(nil, b.body[blockHead:])
	if err != nil {
		return nil, errBlock
	}
	in := blockReader{octets: octets}
	number, at := b.first, b.since
	list := make([]gateway.PDURecord, 0, min(b.records, blockRecords))
	for len(in.octets) > 0 {
		var r gateway.PDURecord
		number += in.uvarint()
		at += in.varint()
		r.Number, r.Time, r.Session = number, time.UnixMicro(at).UTC(), in.uvarint()
		r.Out, r.Version = in.octet() == 1, in.octet()
		r.Link, r.Account = in.name(), in.name()
		r.Frame = in.run()
		if in.broken {
			return nil, errBlock
		}
		list = append(list, r)
	}
	return list, nil
}

// blockReader takes apart what a block holds.
type blockReader struct {
	octets []byte
	names  map[string]string // one copy of each
	broken bool
}

func (r *blockReader) fail() { r.octets, r.broken = nil, true }

func (r *blockReader) uvarint() uint64 {
	n, size := binary.Uvarint(r.octets)
	if size <= 0 {
		r.fail()
		return 0
	}
	r.octets = r.octets[size:]
	return n
}

func (r *blockReader) varint() int64 {
	n, size := binary.Varint(r.octets)
	if size <= 0 {
		r.fail()
		return 0
	}
	r.octets = r.octets[size:]
	return n
}

func (r *blockReader) octet() byte {
	if len(r.octets) == 0 {
		r.fail()
		return 0
	}
	b := r.octets[0]
	r.octets = r.octets[1:]
	return b
}

func (r *blockReader) run() []byte {
	n := r.uvarint()
	if n > uint64(len(r.octets)) {
		r.fail()
		return nil
	}
	b := r.octets[:n:n]
	r.octets = r.octets[n:]
	return b
}

func (r *blockReader) name() string {
	b := r.run()
	if s, ok := r.names[string(b)]; ok {
		return s
	}
	if r.names == nil {
		r.names = map[string]string{}
	}
	s := string(b)
	r.names[s] = s
	return s
}
