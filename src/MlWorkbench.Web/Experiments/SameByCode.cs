using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Engine.Tasks;

namespace MlWorkbench.Web.Experiments;

/// <summary>Commands that start the same experiment through the API and on the command line.</summary>
internal static class SameByCode
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Curl(Uri site, ExperimentRequest request)
    {
        var spec = request.Spec;
        var body = JsonSerializer.Serialize(
            new
            {
                request.Dataset,
                request.Version,
                spec.Target,
                spec.Task,
                spec.Metric,
                spec.PositiveClass,
                spec.BudgetSeconds,
                spec.MaxRuns,
                spec.Validation,
                spec.Exclude,
                spec.Segments,
                spec.Trainers,
                recipe = request.Recipe?.ToString(),
                spec.Limits,
                seed = spec.Seed == 1 ? null : (int?)spec.Seed,
                request.Name,
            },
            Json);
        return $"""
            curl -X POST {new Uri(site, "api/v1/experiments")} \
              -H "Authorization: Bearer $MLW_TOKEN" -H "Content-Type: application/json" \
              -d {Quote(body)}
            """;
    }

    public static string CommandLine(ExperimentRequest request)
    {
        var spec = request.Spec;
        List<string> options = [$"--data {Quote($"{request.Dataset}.csv")}", $"--target {Quote(spec.Target)}"];
        Add(options, "--task", spec.Task is { } task ? TaskDefinitions.Of(task).Name : null);
        Add(options, "--metric", spec.Metric);
        options.Add("--budget " + spec.BudgetSeconds.ToString("0.##", CultureInfo.InvariantCulture));
        Add(options, "--seed", spec.Seed == 1 ? null : spec.Seed.ToString(CultureInfo.InvariantCulture));
        Add(options, "--exclude", spec.Exclude is null ? null : string.Join(',', spec.Exclude));
        Add(options, "--segments", spec.Segments is null ? null : string.Join(',', spec.Segments.Select(segment => segment.Name)));
        Add(options, "--recipe", request.Recipe is { } recipe ? $"{recipe.Name}.json" : null);
        Add(options, "--time-column", spec.Validation is { Kind: ValidationKind.Time } time ? time.Column : null);
        Add(options, "--group-column", spec.Validation is { Kind: ValidationKind.Group } group ? group.Column : null);
        Add(options, "--trainers", spec.Trainers is null ? null : string.Join(',', spec.Trainers));
        Add(options, "--max-latency", spec.Limits?.MaxMicrosecondsPerRow?.ToString(CultureInfo.InvariantCulture));
        Add(options, "--max-memory", spec.Limits?.MaxMemoryMegabytes?.ToString(CultureInfo.InvariantCulture));
        if (spec.Limits is { Interpretable: true })
        {
            options.Add("--interpretable");
        }

        options.Add("--out model.zip");
        return "dotnet trainer/MlWorkbench.Trainer.dll automl " + string.Join(' ', options);
    }

    private static void Add(List<string> options, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            options.Add($"{name} {Quote(value)}");
        }
    }

    /// <summary>Quotes text for a POSIX shell, because column names can contain any character.</summary>
    private static string Quote(string text) =>
        text.Length > 0 && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.' or ',')
            ? text
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
