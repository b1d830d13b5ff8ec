using System.Text.Json;

namespace MlWorkbench.Engine.Experiments;

/// <summary>Protocol of the server and the Trainer process: files and names of a job's folder, and one JSON object per line.</summary>
public static class SearchProtocol
{
    public const string JobFile = "job.json";
    public const string RunsFolder = "runs";
    public const string ModelFile = "model.zip";
    public const string OutOfFoldFile = "oof.bin";
    public const string TestFile = "test.bin";

    /// <summary>The line on standard input that requests the search to stop with the best model so far.</summary>
    public const string StopLine = "stop";

    /// <summary>JSON options of both sides.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web);

    /// <summary>Folder of a run's files within the job's folder: <c>runs/007</c>.</summary>
    public static string RunFolder(string jobFolder, int number) => Path.Combine(jobFolder, RunsFolder, number.ToString("000", System.Globalization.CultureInfo.InvariantCulture));

    public static void WriteJob(string jobFolder, SearchJob job)
    {
        using var file = File.Create(Path.Combine(jobFolder, JobFile));
        JsonSerializer.Serialize(file, job, Json);
    }

    /// <exception cref="EngineException">The file does not exist or is not a job.</exception>
    public static SearchJob ReadJob(string jobFolder)
    {
        try
        {
            using var file = File.OpenRead(Path.Combine(jobFolder, JobFile));
            return JsonSerializer.Deserialize<SearchJob>(file, Json)
                ?? throw new EngineException("job_unreadable", "The job's file is empty. Start the experiment again.");
        }
        catch (Exception failure) when (failure is IOException or JsonException or UnauthorizedAccessException)
        {
            throw new EngineException("job_unreadable", "The job's file cannot be read. Start the experiment again.", inner: failure);
        }
    }

    public static string WriteEvent(SearchEvent searchEvent) => JsonSerializer.Serialize(searchEvent, Json);

    /// <summary>The event of a line. Null if the line is not an event: a native library can print to standard output.</summary>
    public static SearchEvent? ReadEvent(string line)
    {
        if (!line.StartsWith('{'))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<SearchEvent>(line, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
