using System.Globalization;
using System.Text;
using MlWorkbench.Application.Names;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>Rules for the entries that other programs log. Names are shown on pages and become addresses, so every character is visible.</summary>
internal static class RunEntryRules
{
    public const int LongestTitle = 200;
    public const int MostParameters = 100;
    public const int MostMetrics = 1_000;
    public const int MostTags = 100;

    private const int LongestText = 5_000;
    private const int LongestMediaType = 200;

    public static void Check(RunEntries entries)
    {
        CheckCount(entries.Parameters.Count, MostParameters, "parameters");
        CheckCount(entries.Metrics.Count, MostMetrics, "metrics");
        CheckCount(entries.Tags.Count, MostTags, "tags");
        foreach (var (name, value) in entries.Parameters)
        {
            CheckName(name, "parameter", RunParameter.LongestName);
            CheckValue(name, value);
        }

        foreach (var metric in entries.Metrics)
        {
            CheckName(metric.Name, "metric", RunMetric.LongestName);
            CheckMetric(metric);
        }

        foreach (var (key, value) in entries.Tags)
        {
            CheckName(key, "tag", RunTag.LongestKey);
            CheckText(value, $"tag '{key}'");
        }
    }

    /// <summary>Names of other programs keep their spelling, so spaces are not trimmed but refused at both ends.</summary>
    public static void CheckName(string? name, string what, int longest)
    {
        if (NameRules.Require(name, what, longest, "entry_invalid") != name)
        {
            throw Invalid($"'{name}' is not a valid name of a {what}: it begins or ends with a space, or has two in a row. Remove the spaces.");
        }
    }

    /// <summary>The path stays below the folder of the run on every system.</summary>
    public static void CheckPath(string path)
    {
        CheckName(path, "artifact", RunArtifact.LongestPath);
        if (path.AsSpan().ContainsAny("\\:") || path.Split('/').Any(part => part is "" or "." or ".."))
        {
            throw Invalid($"'{path}' is not a valid path of an artifact. Use a relative path with forward slashes and without '.' or '..'.");
        }
    }

    public static void CheckMediaType(string mediaType)
    {
        if (mediaType.Length > LongestMediaType || !System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(mediaType, out _))
        {
            throw Invalid("The media type is not valid. Use one such as 'application/json'.");
        }
    }

    private static void CheckCount(int count, int most, string what)
    {
        if (count > most)
        {
            throw WorkbenchException.Invalid("too_many_entries", string.Create(CultureInfo.InvariantCulture,
                $"One call logs at most {most} {what}; this one has {count}. Log them in several calls."));
        }
    }

    private static void CheckValue(string name, ParameterValue value)
    {
        if (value is { Number: null, Boolean: null, Text: null } || value.Number is { } number && !double.IsFinite(number))
        {
            throw Invalid($"The parameter '{name}' has no value. Log a finite number, a boolean or a text.");
        }

        CheckText(value.Text ?? "", $"parameter '{name}'");
    }

    private static void CheckMetric(LoggedMetric metric)
    {
        if (!double.IsFinite(metric.Value) || metric.Low is { } low && !double.IsFinite(low) || metric.High is { } high && !double.IsFinite(high))
        {
            throw Invalid(string.Create(CultureInfo.InvariantCulture, $"The metric '{metric.Name}' is not a finite number at step {metric.Step}. Log only finite numbers."));
        }

        if (!Enum.IsDefined(metric.Split) || metric.At is { Kind: not DateTimeKind.Utc })
        {
            throw Invalid($"The metric '{metric.Name}' has an unknown split, or a time that is not in UTC. Use UTC, and a split of this release.");
        }
    }

    private static void CheckText(string text, string what)
    {
        if (text.Length > LongestText || text.EnumerateRunes().Any(character => character.Value == 0 || character == Rune.ReplacementChar))
        {
            throw Invalid(string.Create(CultureInfo.InvariantCulture,
                $"The {what} has more than {LongestText} characters, or one that cannot be stored. Log a file instead."));
        }
    }

    private static WorkbenchException Invalid(string message) => WorkbenchException.Invalid("entry_invalid", message);
}
