using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace MlWorkbench.Engine.Datasets.Csv;

/// <summary>
/// Distinct UTF-8 values with one code each, in order of appearance. A lookup does not create a string.
/// All values share one buffer, because a wide table has thousands of columns with levels.
/// </summary>
internal sealed class Utf8Levels
{
    private const int FewestSlots = 8;

    private byte[] _bytes = [];
    private int[] _ends = [];
    private uint[] _hashes = [];

    /// <summary>The code plus one, stored at the value's hash or the next free slot. Zero marks an empty slot.</summary>
    private int[] _slots = new int[FewestSlots];
    private string[]? _strings;

    public int Count { get; private set; }

    /// <summary>Total length of all values, in bytes.</summary>
    public int Bytes => Count == 0 ? 0 : _ends[Count - 1];

    public ReadOnlySpan<byte> this[int code]
    {
        get
        {
            var start = code == 0 ? 0 : _ends[code - 1];
            return _bytes.AsSpan(start, _ends[code] - start);
        }
    }

    /// <summary>The values one after another.</summary>
    public ReadOnlySpan<byte> Text => _bytes.AsSpan(0, Bytes);

    /// <summary>Whether every value is UTF-8. A file of the declared encoding can contain other bytes.</summary>
    public bool IsValid
    {
        get
        {
            for (var code = 0; code < Count; code++)
            {
                if (!Utf8.IsValid(this[code]))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>32 well-mixed bits of a value.</summary>
    public uint HashOf(int code) => _hashes[code];

    /// <summary>Removes all values, but keeps their memory for the next ones.</summary>
    public void Clear()
    {
        Count = 0;
        _strings = null;
        Array.Clear(_slots);
    }

    /// <summary>Allocates memory for as many values and bytes in total, so that it does not grow step by step.</summary>
    public void Reserve(int values, int bytes)
    {
        if (_ends.Length < values)
        {
            Array.Resize(ref _ends, values);
            Array.Resize(ref _hashes, values);
        }

        if (_bytes.Length < bytes)
        {
            Array.Resize(ref _bytes, bytes);
        }

        if (_slots.Length < 2L * values)
        {
            Spread((int)BitOperations.RoundUpToPowerOf2(2 * (uint)values));
        }
    }

    public bool TryFind(ReadOnlySpan<byte> value, out int code) => TryFind(value, (uint)Hash(value), out code);

    /// <param name="hash">The hash of the value, as <see cref="HashOf"/> returns it.</param>
    public int FindOrAdd(ReadOnlySpan<byte> value, uint hash) => TryFind(value, hash, out var code) ? code : Add(value, hash);

    private bool TryFind(ReadOnlySpan<byte> value, uint hash, out int code)
    {
        for (var slot = hash & (uint)(_slots.Length - 1); ; slot = (slot + 1) & (uint)(_slots.Length - 1))
        {
            code = _slots[slot] - 1;
            if (code < 0)
            {
                return false;
            }

            if (_hashes[code] == hash && this[code].SequenceEqual(value))
            {
                return true;
            }
        }
    }

    /// <param name="value">A value that is not yet a level.</param>
    public int Add(ReadOnlySpan<byte> value) => Add(value, (uint)Hash(value));

    private int Add(ReadOnlySpan<byte> value, uint hash)
    {
        var code = Count++;
        _strings = null;
        if (code == _ends.Length)
        {
            var capacity = Math.Max(FewestSlots / 2, 2 * code);
            Array.Resize(ref _ends, capacity);
            Array.Resize(ref _hashes, capacity);
        }

        var start = code == 0 ? 0 : _ends[code - 1];
        var end = checked(start + value.Length);
        if (end > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(2L * _bytes.Length, end)));
        }

        value.CopyTo(_bytes.AsSpan(start));
        _ends[code] = end;
        _hashes[code] = hash;
        if (2 * Count > _slots.Length)
        {
            Spread(2 * _slots.Length);
        }
        else
        {
            Place(code);
        }

        return code;
    }

    /// <summary>The values as strings, which are created once.</summary>
    public string[] ToStrings()
    {
        if (_strings is { } known)
        {
            return known;
        }

        var strings = new string[Count];
        for (var code = 0; code < strings.Length; code++)
        {
            strings[code] = Encoding.UTF8.GetString(this[code]);
        }

        return _strings = strings;
    }

    /// <summary>64 well-mixed bits of a value.</summary>
    public static ulong Hash(ReadOnlySpan<byte> value)
    {
        const ulong Prime = 0x9E37_79B9_7F4A_7C15;
        var hash = (ulong)value.Length * Prime;
        var words = MemoryMarshal.Cast<byte, ulong>(value);
        foreach (var word in words)
        {
            hash = Mix(hash ^ word);
        }

        ulong tail = 0;
        foreach (var character in value[(words.Length * sizeof(ulong))..])
        {
            tail = (tail << 8) | character;
        }

        return Mix(hash ^ tail);

        static ulong Mix(ulong bits)
        {
            var high = Math.BigMul(bits ^ 0xD6E8_FEB8_6659_FD93, Prime, out var low);
            return BitOperations.RotateLeft(high ^ low, 29);
        }
    }

    private void Spread(int slots)
    {
        _slots = new int[slots];
        for (var code = 0; code < Count; code++)
        {
            Place(code);
        }
    }

    private void Place(int code)
    {
        var slot = _hashes[code] & (uint)(_slots.Length - 1);
        while (_slots[slot] != 0)
        {
            slot = (slot + 1) & (uint)(_slots.Length - 1);
        }

        _slots[slot] = code + 1;
    }
}
