using System.Diagnostics;
using System.Globalization;
using System.Text;
using DuckDB.NET.Data;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Csv;

namespace MlWorkbench.Benchmarks.Import;

/// <summary>
/// Times the parts of an upload of a mixed CSV (scan, write as Arrow, profile) and reading it into memory as the command line does,
/// against DuckDB reading the same file and writing it as Parquet.
/// </summary>
internal static class ImportBenchmark
{
    private const int DefaultRows = 1_000_000;
    private const int DefaultColumns = 20;
    private const int Seed = 1;
    private const int DefaultTimes = 3;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var rows = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : DefaultRows;
        var columns = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : DefaultColumns;
        var times = arguments.Length > 2 ? int.Parse(arguments[2], CultureInfo.InvariantCulture) : DefaultTimes;
        var folder = Directory.CreateTempSubdirectory("mlworkbench-import-");
        try
        {
            await MeasureAsync(folder.FullName, rows, columns, times);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(string folder, int rows, int columns, int times)
    {
        var (csv, arrow) = (Path.Combine(folder, "table.csv"), Path.Combine(folder, "table.arrow"));
        WriteTable(csv, rows, columns);
        Say($"{rows:N0} rows x {columns:N0} columns, {new FileInfo(csv).Length / 1e6:N0} MB; {PeakMegabytes():N0} MB resident before");

        // The first time is that of a new process: much of it is still being compiled.
        for (var time = 1; time <= times; time++)
        {
            var (profiled, peak) = (await ImportAsync(csv, arrow, (reader, target) => TableToArrow.WriteAndProfileAsync(reader, target, arrow, new ImportRoom(Path.GetDirectoryName(arrow)!))), PeakMegabytes());
            var import = await ImportAsync(csv, arrow, (reader, target) => TableToArrow.WriteAsync(reader, target));
            var read = await TimeAsync(() => Task.FromResult(CsvTableReader.Read(csv)));
            var duckDb = await TimeAsync(() => WriteParquetWithDuckDbAsync(csv, Path.Combine(folder, "table.parquet")));
            Say($"{time}: import {import}, {import / duckDb} times DuckDB; import and profile {profiled}, {profiled / duckDb} times DuckDB, {peak:N0} MB at most");
            Say($"{time}: read into memory {read}, {read.Wall / rows / columns * 1e6:N2} µs per cell; DuckDB, CSV to Parquet {duckDb}");
        }
    }

    /// <summary>Scans the file and writes it, each timed.</summary>
    private static async Task<Elapsed> ImportAsync(string csv, string arrow, Func<CsvTableReader, Stream, Task> write)
    {
        CsvTableReader? reader = null;
        var inspect = await TimeAsync(() => Task.FromResult(reader = CsvTableReader.Inspect(() => new FileStream(csv, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan))));
        var writing = await TimeAsync(async () =>
        {
            await using var target = new FileStream(arrow, FileMode.Create, FileAccess.Write, FileShare.Read);
            await write(reader!, target);
        });
        Say($"scan {inspect}, write {writing}");
        return inspect + writing;
    }

    private static async Task<Elapsed> TimeAsync(Func<Task> work)
    {
        var (clock, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        await work();
        return new Elapsed(clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
    }

    private static async Task WriteParquetWithDuckDbAsync(string csv, string parquet)
    {
        await using var connection = new DuckDBConnection("DataSource=:memory:");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"COPY (SELECT * FROM read_csv('{csv}')) TO '{parquet}' (FORMAT parquet)";
        await command.ExecuteNonQueryAsync();
    }

    // The columns in turn: a fraction, a whole number, a category, a fraction with missing values, a date.
    private static void WriteTable(string path, int rows, int columns)
    {
        var random = new Random(Seed);
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 20);
        writer.WriteLine(string.Join(',', Enumerable.Range(0, columns).Select(column => $"c{column}")));
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                writer.Write(column == 0 ? "" : ",");
                WriteValue(writer, column % 5, random);
            }

            writer.WriteLine();
        }
    }

    private static void WriteValue(StreamWriter writer, int kind, Random random)
    {
        switch (kind)
        {
            case 0:
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{random.NextDouble() * 1000:F4}"));
                break;
            case 1:
                writer.Write(random.Next(100_000));
                break;
            case 2:
                writer.Write("level ");
                writer.Write(random.Next(50));
                break;
            case 3 when random.Next(20) > 0:
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{random.NextDouble() - 0.5:F6}"));
                break;
            case 4:
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{new DateTime(2000, 1, 1).AddDays(random.Next(9000)):yyyy-MM-dd}"));
                break;
            default:
                break;
        }
    }

    private static double PeakMegabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1e6;
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
