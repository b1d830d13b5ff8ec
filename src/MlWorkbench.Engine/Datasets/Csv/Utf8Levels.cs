using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace MlWorkbench.Engine.Datasets.Csv;

/// <summary>Distinct UTF-8 values with a code each, in order of appearance; finds a value without making a string of it.</summary>
internal sealed class Utf8Levels
{
    private readonly Dictionary<byte[], int> _codes = new(ByteComparer.Instance);
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _lookup;
    private readonly List<byte[]> _values = [];

    public Utf8Levels() => _lookup = _codes.GetAlternateLookup<ReadOnlySpan<byte>>();

    public int Count => _values.Count;

    public ReadOnlySpan<byte> this[int code] => _values[code];

    public bool TryFind(ReadOnlySpan<byte> value, out int code) => _lookup.TryGetValue(value, out code);

    public int Add(ReadOnlySpan<byte> value)
    {
        var code = _values.Count;
        var copy = value.ToArray();
        _codes.Add(copy, code);
        _values.Add(copy);
        return code;
    }

    public string[] ToStrings() => [.. _values.Select(Encoding.UTF8.GetString)];

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

    private sealed class ByteComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static readonly ByteComparer Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => (int)Hash(obj);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate) => (int)Hash(alternate);

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
