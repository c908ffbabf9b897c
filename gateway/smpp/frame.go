package smpp

import (
	"encoding/binary"
	"io"
)

const minBuffer = 4 << 10 // octets that a buffer begins with

// FrameReader cuts a stream into frames. One read of the underlying reader
// takes as many frames as are there. A length is judged from its 4 octets
// alone, before anything is allocated for it; the buffer begins small and grows
// with the octets that have come.
type FrameReader struct {
	r     io.Reader
	buf   []byte
	begin int
	end   int
	size  int // of the buffer at most, unless a frame is longer
	limit int
	err   error // of the last read, kept until the buffer is used up
}

// NewFrameReader reads frames from r through a buffer that grows to size octets
// while reads fill it. Frames of more than 128 KiB are refused unless SetLimit
// says otherwise.
func NewFrameReader(r io.Reader, size int) *FrameReader {
	return &FrameReader{r: r, buf: make([]byte, minBuffer), size: max(size, minBuffer), limit: 128 << 10}
}

// SetLimit sets the longest frame that is taken, in octets.
func (f *FrameReader) SetLimit(n int) { f.limit = max(n, headerSize) }

// Buffered returns the octets that are read and not yet handed out.
func (f *FrameReader) Buffered() int { return f.end - f.begin }

// Peek returns what is read and not yet handed out, at most n octets; it stays
// valid until the next call.
func (f *FrameReader) Peek(n int) []byte { return f.buf[f.begin:min(f.end, f.begin+n)] }

// HasFrame tells whether a whole frame is buffered, so that Next needs no read.
func (f *FrameReader) HasFrame() bool {
	b := f.buf[f.begin:f.end]
	if len(b) < 4 {
		return false
	}
	n := int64(binary.BigEndian.Uint32(b))
	return n < headerSize || n > int64(f.limit) && len(b) >= headerSize || int64(len(b)) >= n
}

// Next returns the next frame, which stays valid until the following call. The
// error is io.EOF between frames, io.ErrUnexpectedEOF within one, an *Error for
// a length that can not be (its Sequence is set when the header was there), or
// the reader's own.
func (f *FrameReader) Next() ([]byte, error) {
	if err := f.fill(4); err != nil {
		return nil, err
	}
	n := binary.BigEndian.Uint32(f.buf[f.begin:])
	if n < headerSize || int64(n) > int64(f.limit) {
		return nil, f.refuse(n)
	}
	if err := f.fill(int(n)); err != nil {
		return nil, err
	}
	frame := f.buf[f.begin : f.begin+int(n) : f.begin+int(n)]
	f.begin += int(n)
	return frame, nil
}

// refuse names a length that can not be, with the sequence number if the
// header is there or comes.
func (f *FrameReader) refuse(n uint32) error {
	e := &Error{Field: "command_length", Status: RINVCMDLEN, Rule: "at least 16 octets are needed"}
	if n >= headerSize {
		e.Rule = "longer than is taken here"
		if f.fill(headerSize) == nil {
			h := f.buf[f.begin:f.end]
			e.Command = CommandID(binary.BigEndian.Uint32(h[4:]))
			e.Sequence = binary.BigEndian.Uint32(h[12:])
		}
	}
	return e
}

// fill reads until n octets are buffered.
func (f *FrameReader) fill(n int) error {
	idle := 0
	for f.end-f.begin < n {
		if f.err != nil {
			err := f.err
			if err == io.EOF && f.end > f.begin {
				err = io.ErrUnexpectedEOF
			}
			return err
		}
		if f.end == len(f.buf) && len(f.buf) < f.size {
			// The last read filled it, so there is probably more.
			buf := make([]byte, min(2*len(f.buf), f.size))
			f.end = copy(buf, f.buf[f.begin:f.end])
			f.buf, f.begin = buf, 0
		} else if f.begin > 0 && (f.begin == f.end || f.begin+n > len(f.buf)) {
			copy(f.buf, f.buf[f.begin:f.end])
			f.end -= f.begin
			f.begin = 0
		}
		if f.end == len(f.buf) {
			// A frame longer than the buffer: twice what has come, not what it says.
			f.buf = append(f.buf, make([]byte, len(f.buf))...)
		}
		m, err := f.r.Read(f.buf[f.end:])
		f.end += m
		if m > 0 {
			idle = 0
		} else if idle++; err == nil && idle >= 100 {
			err = io.ErrNoProgress // a broken reader must not spin us
		}
		if err != nil {
			f.err = err
		}
	}
	return nil
}
