using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

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

    public bool TryFind(ReadOnlySpan<byte> value, out int code)
    {
        var hash = (uint)Hash(value);
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
    public int Add(ReadOnlySpan<byte> value)
    {
        var code = Count++;
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
        _hashes[code] = (uint)Hash(value);
        if (2 * Count > _slots.Length)
        {
            Spread();
        }
        else
        {
            Place(code);
        }

        return code;
    }

    public string[] ToStrings()
    {
        var strings = new string[Count];
        for (var code = 0; code < strings.Length; code++)
        {
            strings[code] = Encoding.UTF8.GetString(this[code]);
        }

        return strings;
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

    private void Spread()
    {
        _slots = new int[2 * _slots.Length];
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
