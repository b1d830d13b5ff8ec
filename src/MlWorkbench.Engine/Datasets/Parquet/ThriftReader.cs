namespace MlWorkbench.Engine.Datasets.Parquet;

/// <summary>
/// Reads Thrift's compact protocol (Apache Thrift, "Thrift Compact protocol encoding") without trusting it. Lengths must fit the available bytes,
/// and the depth of structures is limited. Violations are refused before a reader that recurses and reserves memory sees the data.
/// </summary>
internal ref struct ThriftReader(ReadOnlySpan<byte> bytes)
{
    private const int MostDepth = 32;
    private const int MostVarintBits = 63;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; }

    /// <summary>Number of structures so far, including skipped ones.</summary>
    public int Structs { get; private set; }

    private readonly int Left => _bytes.Length - Position;

    /// <summary>Reads the header of the next field of a structure. Returns false at its end.</summary>
    /// <param name="id">Id of the previous field, 0 at the start. Receives the id of this field.</param>
    public bool NextField(ref int id, out ThriftType type)
    {
        var header = ReadByte();
        type = (ThriftType)(header & 0x0F);
        if (header == 0)
        {
            Structs++;
            return false;
        }

        id = header >> 4 is var step and > 0 ? id + step : (int)ReadInteger();
        return true;
    }

    /// <inheritdoc cref="NextField(ref int, out ThriftType)"/>
    /// <param name="types">
    /// Types of the structure's fields by their number, with <see cref="ThriftType.True"/> for both Boolean values. Readers of Parquet trust the number and
    /// ignore the type.
    /// </param>
    public bool NextField(ref int id, out ThriftType type, scoped ReadOnlySpan<ThriftType> types)
    {
        if (!NextField(ref id, out type))
        {
            return false;
        }

        var expected = id > 0 && id < types.Length ? types[id] : type;
        return expected == type || (expected, type) == (ThriftType.True, ThriftType.False)
            ? true
            : throw new InvalidDataException($"Field {id} is {type} instead of {expected}.");
    }

    /// <summary>Reads an integer of any length.</summary>
    public long ReadInteger()
    {
        var value = ReadVarint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>Reads the number of elements of a list. The elements follow.</summary>
    public int ReadList(out ThriftType element)
    {
        var header = ReadByte();
        element = (ThriftType)(header & 0x0F);
        return RequireLeft(header >> 4 is var few and < 15 ? (ulong)few : ReadVarint());
    }

    /// <summary>Skips the value of a field.</summary>
    public void Skip(ThriftType type) => Skip(type, isElement: false, 0);

    private void Skip(ThriftType type, bool isElement, int depth)
    {
        if (depth > MostDepth)
        {
            throw new InvalidDataException($"Structures nest deeper than {MostDepth} levels.");
        }

        switch (type)
        {
            case ThriftType.True or ThriftType.False:
                // The header of a field contains its Boolean value.
                Position += isElement ? RequireLeft(1) : 0;
                break;
            case ThriftType.Byte:
                Position += RequireLeft(1);
                break;
            case ThriftType.Int16 or ThriftType.Int32 or ThriftType.Int64:
                ReadVarint();
                break;
            case ThriftType.Double:
                Position += RequireLeft(sizeof(double));
                break;
            case ThriftType.Binary:
                // Two statements: a single one would add to the position before the length is read.
                var length = RequireLeft(ReadVarint());
                Position += length;
                break;
            case ThriftType.Uuid:
                Position += RequireLeft(16);
                break;
            case ThriftType.List or ThriftType.Set:
                SkipElements(ReadList(out var element), element, depth);
                break;
            case ThriftType.Map:
                SkipMap(depth);
                break;
            case ThriftType.Struct:
                var id = 0;
                while (NextField(ref id, out var field))
                {
                    Skip(field, isElement: false, depth + 1);
                }

                break;
            default:
                throw new InvalidDataException($"{type} is not a type of the compact protocol.");
        }
    }

    private void SkipElements(int count, ThriftType element, int depth)
    {
        for (var i = 0; i < count; i++)
        {
            Skip(element, isElement: true, depth + 1);
        }
    }

    private void SkipMap(int depth)
    {
        var count = RequireLeft(ReadVarint());
        if (count == 0)
        {
            return;
        }

        var types = ReadByte();
        for (var i = 0; i < count; i++)
        {
            Skip((ThriftType)(types >> 4), isElement: true, depth + 1);
            Skip((ThriftType)(types & 0x0F), isElement: true, depth + 1);
        }
    }

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift <= MostVarintBits; shift += 7)
        {
            var next = ReadByte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("A number is longer than 64 bits.");
    }

    private byte ReadByte()
    {
        RequireLeft(1);
        return _bytes[Position++];
    }

    /// <summary>Every element has at least one byte.</summary>
    private readonly int RequireLeft(ulong count) =>
        count <= (ulong)Left ? (int)count : throw new EndOfStreamException($"{count} bytes or elements are claimed, but {Left} bytes remain.");
}
