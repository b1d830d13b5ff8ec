using System.Globalization;

namespace MlWorkbench.Benchmarks.Quality;

/// <summary>
/// <c>quality FOLDER [--index datasets.csv] [--budget 60] [--seeds 1,2] [--threads 2] [--tables a,b] [--clock wall|processor] [--out results.csv] [--compare earlier.csv]</c>
/// </summary>
internal sealed record QualityOptions(
    string Folder, string Index, double Budget, int[] Seeds, int Threads, string[]? Tables, bool ByProcessorTime, string? Out, string? Compare)
{
    public static QualityOptions Parse(string[] arguments)
    {
        if (arguments.Length == 0)
        {
            throw new ArgumentException("Name the folder with the tables and their index: quality FOLDER [--index datasets.csv] [--budget 60] [--seeds 1,2] [--threads 2] [--tables a,b] [--clock wall|processor] [--out results.csv] [--compare earlier.csv]");
        }

        var given = arguments.Skip(1).Chunk(2).ToDictionary(pair => pair[0], pair => pair.ElementAtOrDefault(1) ?? "");
        return new QualityOptions(
            arguments[0],
            given.GetValueOrDefault("--index", "datasets.csv"),
            double.Parse(given.GetValueOrDefault("--budget", "60"), CultureInfo.InvariantCulture),
            [.. given.GetValueOrDefault("--seeds", "1,2").Split(',').Select(seed => int.Parse(seed, CultureInfo.InvariantCulture))],
            int.Parse(given.GetValueOrDefault("--threads", "2"), CultureInfo.InvariantCulture),
            given.TryGetValue("--tables", out var tables) ? tables.Split(',') : null,
            given.GetValueOrDefault("--clock", "wall") == "processor",
            given.GetValueOrDefault("--out"),
            given.GetValueOrDefault("--compare"));
    }
}
