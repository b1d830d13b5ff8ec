using System.Buffers.Binary;

namespace MlWorkbench.Testing.HostileFiles;

/// <summary>A Parquet file with one integer column in one page. Without changes, the file is valid. Each property forges one value.</summary>
public sealed record ForgedParquet
{
    private const int Rows = 100;
    private const int Plain = 0;
    private const int Rle = 3;
    private const int WholeNumbers = 2;

    public string Column { get; init; } = "a";

    public long GroupRows { get; init; } = Rows;

    public long ChunkValues { get; init; } = Rows;

    public long? ChunkBytes { get; init; }

    public long ChunkStart { get; init; } = 4;

    /// <summary>Number of chunks that the footer lists at the same place.</summary>
    public int Groups { get; init; } = 1;

    public long PageValues { get; init; } = Rows;

    public long PagePacked { get; init; } = Rows * sizeof(long);

    public long PageUnpacked { get; init; } = Rows * sizeof(long);

    public int PageEncoding { get; init; } = Plain;

    public int Codec { get; init; }

    public int SchemaChildren { get; init; } = 1;

    /// <summary>Number of nested field groups around the column.</summary>
    public int SchemaDepth { get; init; }

    public int FooterDepth { get; init; }

    public int PageDepth { get; init; }

    /// <summary>Length of the footer's list of row groups, as claimed.</summary>
    public uint? GroupsClaimed { get; init; }

    public uint? WriterLengthClaimed { get; init; }

    /// <summary>Number of row groups without a column after the first one.</summary>
    public int EmptyGroups { get; init; }

    public byte[]? Data { get; init; }

    public byte[] ToArray()
    {
        using var file = new MemoryStream();
        file.Write("PAR1"u8);
        var header = WritePageHeader();
        var data = Data ?? WriteData();
        file.Write(header);
        file.Write(data);
        var footer = WriteFooter(header.Length + data.Length);
        file.Write(footer);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, footer.Length);
        file.Write(length);
        file.Write("PAR1"u8);
        return file.ToArray();
    }

    private static byte[] WriteData()
    {
        var data = new byte[Rows * sizeof(long)];
        for (var row = 0; row < Rows; row++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(data.AsSpan(row * sizeof(long)), row * 7);
        }

        return data;
    }

    private byte[] WritePageHeader()
    {
        var header = new ThriftBytes().Int32(1, 0).Int32(2, PageUnpacked).Int32(3, PagePacked);
        header.Begin(5).Int32(1, PageValues).Int32(2, PageEncoding).Int32(3, Rle).Int32(4, Rle).End();
        return (PageDepth > 0 ? header.Nest(9, PageDepth) : header).End().ToArray();
    }

    private byte[] WriteFooter(int pageBytes)
    {
        var footer = new ThriftBytes().Int32(1, 1).Structs(2, 2 + (uint)SchemaDepth);
        footer.Element().Text(4, "schema").Int32(5, SchemaChildren).End();
        for (var level = 0; level < SchemaDepth; level++)
        {
            footer.Element().Int32(3, 0).Text(4, "g").Int32(5, 1).End();
        }

        footer.Element().Int32(1, WholeNumbers).Int32(3, 0).Text(4, Column).End();
        footer.Int64(3, GroupRows * Groups).Structs(4, GroupsClaimed ?? (uint)(Groups + EmptyGroups));
        for (var group = 0; group < Groups; group++)
        {
            WriteGroup(footer, pageBytes);
        }

        for (var group = 0; group < EmptyGroups; group++)
        {
            footer.Element().End();
        }

        if (FooterDepth > 0)
        {
            footer.Nest(5, FooterDepth);
        }

        return (WriterLengthClaimed is { } claimed ? footer.FalseText(6, claimed) : footer.Text(6, "forger")).End().ToArray();
    }

    private void WriteGroup(ThriftBytes footer, int pageBytes)
    {
        footer.Element().Structs(1, 1).Element().Int64(2, ChunkStart).Begin(3);
        footer.Int32(1, WholeNumbers).Numbers(2, PageEncoding).Texts(3, Column).Int32(4, Codec).Int64(5, ChunkValues);
        footer.Int64(6, pageBytes).Int64(7, ChunkBytes ?? pageBytes).Int64(9, ChunkStart).End();
        footer.End().Int64(2, pageBytes).Int64(3, GroupRows).End();
    }
}
