namespace MlWorkbench.Engine.Datasets.Parquet;

/// <summary>Contents of a page header (PageHeader of parquet.thrift).</summary>
/// <param name="HeaderBytes">Size of the header itself.</param>
/// <param name="Values">Rows in the page, including missing values. A dictionary has none.</param>
/// <param name="DictionaryValues">Values of a dictionary.</param>
/// <param name="LevelBytes">Size of the levels that a page of the second version stores outside its compressed part.</param>
internal readonly record struct ParquetPage(int HeaderBytes, long Packed, long Unpacked, long Values, long DictionaryValues, long LevelBytes)
{
    private static readonly ThriftType[] HeaderFields = [ThriftType.Stop, ThriftType.Int32, ThriftType.Int32, ThriftType.Int32, ThriftType.Int32, ThriftType.Struct, ThriftType.Struct, ThriftType.Struct, ThriftType.Struct];

    private static readonly ThriftType[] DataFields = [ThriftType.Stop, ThriftType.Int32, ThriftType.Int32, ThriftType.Int32, ThriftType.Int32, ThriftType.Struct];
    private static readonly ThriftType[] DictionaryFields = [ThriftType.Stop, ThriftType.Int32, ThriftType.Int32, ThriftType.True];

    private static readonly ThriftType[] SecondDataFields =
    [
        ThriftType.Stop, ThriftType.Int32, ThriftType.Int32, ThriftType.Int32, ThriftType.Int32, ThriftType.Int32, ThriftType.Int32, ThriftType.True, ThriftType.Struct,
    ];

    /// <exception cref="EndOfStreamException">The header does not end within the bytes.</exception>
    public static ParquetPage Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new ThriftReader(bytes);
        var page = default(ParquetPage);
        var id = 0;
        while (reader.NextField(ref id, out var type, HeaderFields))
        {
            page = (id, type) switch
            {
                (2, ThriftType.Int32) => page with { Unpacked = reader.ReadInteger() },
                (3, ThriftType.Int32) => page with { Packed = reader.ReadInteger() },
                (5, ThriftType.Struct) => page with { Values = ReadNumbers(ref reader, DataFields, []) },
                (7, ThriftType.Struct) => page with { DictionaryValues = ReadNumbers(ref reader, DictionaryFields, []) },
                (8, ThriftType.Struct) => ReadSecondVersion(ref reader, page),
                _ => Skip(ref reader, type, page),
            };
        }

        return page with { HeaderBytes = reader.Position };
    }

    private static ParquetPage ReadSecondVersion(ref ThriftReader reader, ParquetPage page)
    {
        Span<long> lengths = [0, 0];
        var values = ReadNumbers(ref reader, SecondDataFields, lengths);
        return lengths[0] < 0 || lengths[1] < 0
            ? throw new InvalidDataException("A page has levels of a negative length.")
            : page with { Values = values, LevelBytes = lengths[0] + lengths[1] };
    }

    /// <summary>Reads the number of values, the first field of all kinds of pages.</summary>
    /// <param name="lengths">Receives the fifth and the sixth field, which are the lengths of levels in the second version.</param>
    private static long ReadNumbers(ref ThriftReader reader, ThriftType[] types, scoped Span<long> lengths)
    {
        var (values, id) = (0L, 0);
        while (reader.NextField(ref id, out var type, types))
        {
            switch (id, type)
            {
                case (1, ThriftType.Int32):
                    values = reader.ReadInteger();
                    break;
                case (5 or 6, ThriftType.Int32) when lengths.Length > 0:
                    lengths[id - 5] = reader.ReadInteger();
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return values;
    }

    private static ParquetPage Skip(ref ThriftReader reader, ThriftType type, ParquetPage page)
    {
        reader.Skip(type);
        return page;
    }
}
