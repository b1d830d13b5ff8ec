using System.Text;

namespace MlWorkbench.Testing.HostileFiles;

/// <summary>Writes Thrift's compact protocol, including false claims.</summary>
internal sealed class ThriftBytes
{
    private const int Struct = 12;
    private readonly List<byte> _bytes = [];
    private readonly Stack<int> _outer = new();
    private int _last;

    public byte[] ToArray() => [.. _bytes];

    public ThriftBytes Int32(int id, long value) => Field(id, 5).Number(value);

    public ThriftBytes Int64(int id, long value) => Field(id, 6).Number(value);

    public ThriftBytes Text(int id, string value) => Field(id, 8).Bare(value);

    public ThriftBytes Begin(int id) => Field(id, Struct).Element();

    /// <summary>Starts a structure that is an element of a list.</summary>
    public ThriftBytes Element()
    {
        _outer.Push(_last);
        _last = 0;
        return this;
    }

    public ThriftBytes End()
    {
        _bytes.Add(0);
        _outer.TryPop(out _last);
        return this;
    }

    /// <summary>Writes the start of a list of structures. The caller starts and ends each structure.</summary>
    public ThriftBytes Structs(int id, uint count) => List(id, Struct, count);

    public ThriftBytes Texts(int id, params string[] values)
    {
        List(id, 8, (uint)values.Length);
        foreach (var value in values)
        {
            Bare(value);
        }

        return this;
    }

    public ThriftBytes Numbers(int id, params int[] values)
    {
        List(id, 5, (uint)values.Length);
        foreach (var value in values)
        {
            Number(value);
        }

        return this;
    }

    /// <summary>Writes a text with a false length.</summary>
    public ThriftBytes FalseText(int id, uint length)
    {
        Field(id, 8);
        Varint(length);
        return this;
    }

    /// <summary>Writes nested structures, each the first field of the outer one.</summary>
    public ThriftBytes Nest(int id, int depth)
    {
        Field(id, Struct);
        for (var level = 1; level < depth; level++)
        {
            _bytes.Add(0x10 | Struct);
        }

        _bytes.AddRange(new byte[depth]);
        return this;
    }

    private ThriftBytes List(int id, int type, uint count)
    {
        Field(id, 9);
        _bytes.Add((byte)(0xF0 | type));
        Varint(count);
        return this;
    }

    private ThriftBytes Field(int id, int type)
    {
        _bytes.Add((byte)(((id - _last) << 4) | type));
        _last = id;
        return this;
    }

    private ThriftBytes Bare(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        Varint((uint)bytes.Length);
        _bytes.AddRange(bytes);
        return this;
    }

    private ThriftBytes Number(long value)
    {
        Varint((ulong)((value << 1) ^ (value >> 63)));
        return this;
    }

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _bytes.Add((byte)(value | 0x80));
        }

        _bytes.Add((byte)value);
    }
}
