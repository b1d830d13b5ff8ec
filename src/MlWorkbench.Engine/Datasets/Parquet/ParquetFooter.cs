using System.Buffers.Binary;

namespace MlWorkbench.Engine.Datasets.Parquet;

/// <summary>
/// Checks the end of a Parquet file before it is used: footer, its length as four bytes (little endian), then "PAR1" (Apache Parquet, "File Format";
/// field numbers of parquet.thrift). <see cref="ParquetPages"/> checks the pages.
/// </summary>
internal static class ParquetFooter
{
    private const int MagicBytes = 4;
    private const int TailBytes = 4 + MagicBytes;

    /// <summary>
    /// Every structure of a footer becomes an object. Beyond the first million, a column of a row group has about five in at least 200 bytes of the file.
    /// </summary>
    private const int AlwaysStructs = 1_000_000;

    private const int BytesPerStruct = 40;
    private const int AlwaysFooterBytes = 64 << 20;
    private const int MostSchemaDepth = 64;

    private static readonly ThriftType[] FileFields = [ThriftType.Stop, ThriftType.Int32, ThriftType.List, ThriftType.Int64, ThriftType.List, ThriftType.List, ThriftType.Binary, ThriftType.List, ThriftType.Struct, ThriftType.Binary];
    private static readonly ThriftType[] NodeFields = [ThriftType.Stop, ThriftType.Int32, ThriftType.Int32, ThriftType.Int32, ThriftType.Binary, ThriftType.Int32, ThriftType.Int32, ThriftType.Int32, ThriftType.Int32, ThriftType.Int32, ThriftType.Struct];
    private static readonly ThriftType[] GroupFields = [ThriftType.Stop, ThriftType.List, ThriftType.Int64, ThriftType.Int64, ThriftType.List, ThriftType.Int64, ThriftType.Int64, ThriftType.Int16];
    private static readonly ThriftType[] ChunkFields = [ThriftType.Stop, ThriftType.Binary, ThriftType.Int64, ThriftType.Struct, ThriftType.Int64, ThriftType.Int32, ThriftType.Int64, ThriftType.Int32, ThriftType.Struct, ThriftType.Binary];
    private static readonly ThriftType[] MetadataFields =
    [
        ThriftType.Stop, ThriftType.Int32, ThriftType.List, ThriftType.List, ThriftType.Int32, ThriftType.Int64, ThriftType.Int64, ThriftType.Int64, ThriftType.List,
        ThriftType.Int64, ThriftType.Int64, ThriftType.Int64, ThriftType.Struct, ThriftType.List, ThriftType.Int64, ThriftType.Int32, ThriftType.Struct,
    ];

    /// <returns>The columns of all row groups, in the order of the file.</returns>
    /// <exception cref="InvalidDataException">
    /// The footer is longer than the file, or forged: a reader would reserve too much memory or recurse without end.
    /// </exception>
    /// <exception cref="EngineException">The description of the columns does not fit into memory.</exception>
    public static async Task<IReadOnlyList<ParquetChunk>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.Asynchronous);
        if (file.Length < MagicBytes + TailBytes)
        {
            throw new InvalidDataException("The file is shorter than an empty Parquet file.");
        }

        var tail = new byte[TailBytes];
        file.Seek(-TailBytes, SeekOrigin.End);
        await file.ReadExactlyAsync(tail, cancellationToken);
        var length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (length < 0 || length > file.Length - MagicBytes - TailBytes)
        {
            throw new InvalidDataException($"The footer claims {length} bytes of a file of {file.Length}.");
        }

        if (length > AlwaysFooterBytes + (file.Length / 2))
        {
            throw TooManyGroups();
        }

        var footer = new byte[length];
        file.Seek(-TailBytes - length, SeekOrigin.End);
        await file.ReadExactlyAsync(footer, cancellationToken);
        return ReadFile(footer, AlwaysStructs + (file.Length / BytesPerStruct));
    }

    private static List<ParquetChunk> ReadFile(ReadOnlySpan<byte> footer, long mostStructs)
    {
        var chunks = new List<ParquetChunk>();
        var reader = new ThriftReader(footer);
        var (id, hasSchema) = (0, false);
        while (reader.NextField(ref id, out var type, FileFields))
        {
            switch (id, type)
            {
                case (2, ThriftType.List):
                    CheckSchema(ref reader);
                    hasSchema = true;
                    break;
                case (4, ThriftType.List):
                    for (var groups = ReadStructs(ref reader); groups > 0; groups--)
                    {
                        ReadGroup(ref reader, chunks, mostStructs);
                    }

                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        RequireFew(reader.Structs, mostStructs);
        return hasSchema ? chunks : throw new InvalidDataException("The footer has no schema.");
    }

    /// <summary>The tree of fields is a list of nodes, each before its children.</summary>
    private static void CheckSchema(ref ThriftReader reader)
    {
        var open = new Stack<long>();
        for (var nodes = ReadStructs(ref reader); nodes > 0; nodes--)
        {
            var (id, children) = (0, 0L);
            while (reader.NextField(ref id, out var type, NodeFields))
            {
                if (id == 5 && type == ThriftType.Int32)
                {
                    children = reader.ReadInteger();
                }
                else
                {
                    reader.Skip(type);
                }
            }

            if (children < 0 || open.Count > MostSchemaDepth)
            {
                throw new InvalidDataException($"The schema nests deeper than {MostSchemaDepth} levels, or has a node of {children} children.");
            }

            open.Push(children);
            while (open.TryPeek(out var left) && left == 0)
            {
                open.Pop();
                if (open.TryPop(out var parent))
                {
                    open.Push(parent - 1);
                }
            }
        }

        if (open.Count > 0)
        {
            throw new InvalidDataException("The schema has fewer nodes than it claims.");
        }
    }

    private static void ReadGroup(ref ThriftReader reader, List<ParquetChunk> chunks, long mostStructs)
    {
        var (first, rows, id) = (chunks.Count, 0L, 0);
        while (reader.NextField(ref id, out var type, GroupFields))
        {
            switch (id, type)
            {
                case (1, ThriftType.List):
                    for (var columns = ReadStructs(ref reader); columns > 0; columns--)
                    {
                        ReadColumn(ref reader, chunks);
                        RequireFew(reader.Structs, mostStructs);
                    }

                    break;
                case (3, ThriftType.Int64):
                    rows = reader.ReadInteger();
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        for (var i = first; i < chunks.Count; i++)
        {
            chunks[i] = chunks[i] with { GroupRows = rows };
        }
    }

    private static void ReadColumn(ref ThriftReader reader, List<ParquetChunk> chunks)
    {
        var id = 0;
        while (reader.NextField(ref id, out var type, ChunkFields))
        {
            if (id == 3 && type == ThriftType.Struct)
            {
                chunks.Add(ReadMetadata(ref reader));
            }
            else
            {
                reader.Skip(type);
            }
        }
    }

    private static ParquetChunk ReadMetadata(ref ThriftReader reader)
    {
        var (values, bytes, data, dictionary, id) = (0L, 0L, 0L, 0L, 0);
        while (reader.NextField(ref id, out var type, MetadataFields))
        {
            switch (id, type)
            {
                case (5, ThriftType.Int64):
                    values = reader.ReadInteger();
                    break;
                case (7, ThriftType.Int64):
                    bytes = reader.ReadInteger();
                    break;
                case (9, ThriftType.Int64):
                    data = reader.ReadInteger();
                    break;
                case (11, ThriftType.Int64):
                    dictionary = reader.ReadInteger();
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        // Some writers store 0 as the position of a dictionary that they did not write.
        return new ParquetChunk(dictionary > 0 ? Math.Min(dictionary, data) : data, bytes, values, 0);
    }

    private static int ReadStructs(ref ThriftReader reader)
    {
        var count = reader.ReadList(out var element);
        return count == 0 || element == ThriftType.Struct ? count : throw new InvalidDataException($"A list contains {element} instead of structures.");
    }

    private static void RequireFew(int structs, long most)
    {
        if (structs > most)
        {
            throw TooManyGroups();
        }
    }

    private static EngineException TooManyGroups() => new(
        "too_many_row_groups",
        "The metadata of all row groups and columns of the Parquet file does not fit into memory. Write the file with fewer, larger row groups.");
}
