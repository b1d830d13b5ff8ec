using MlWorkbench.Engine;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Jobs;

/// <summary>The sentences of the progress of jobs. Searches report the phases of <see cref="SearchText"/>.</summary>
public static class JobProgressText
{
    /// <summary>Sentences by code.</summary>
    public static IReadOnlyDictionary<string, string> Sentences { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        // Imports, derivations and analyses.
        ["import_preparing_file"] = "Preparing the file",
        ["import_selecting_rows"] = "Selecting the rows",
        ["import_reading"] = "Reading all rows and inferring types",
        ["import_reading_seconds_left"] = "Reading all rows and inferring types · about {seconds} s left",
        ["import_reading_minutes_left"] = "Reading all rows and inferring types · about {minutes} min left",
        ["import_storing"] = "Storing the table",
        ["import_storing_seconds_left"] = "Storing the table · about {seconds} s left",
        ["import_storing_minutes_left"] = "Storing the table · about {minutes} min left",
        ["import_profiling"] = "Profiling the columns",
        ["analysis_reading_rows"] = "Reading the rows",

        // Batch predictions.
        ["batch_preparing"] = "Preparing the rows",
        ["batch_scoring"] = "Scoring the rows",
        ["batch_scoring_seconds_left"] = "Scoring the rows · about {seconds} s left",
        ["batch_scoring_minutes_left"] = "Scoring the rows · about {minutes} min left",
        ["batch_storing"] = "Storing the predictions",

        // Backups.
        ["backup_copying"] = "Copying the database",
        ["backup_checking_copy"] = "Checking the copy",
        ["backup_written"] = "Wrote {file}",
        ["backup_checking"] = "Checking {file}",
        ["backup_intact"] = "{file} is intact: {contents:N0} contents",
        ["backup_intact_with_audit"] = "{file} is intact: {contents:N0} contents, {auditEntries:N0} audit entries",

        // Drift checks.
        ["drift_reading_model"] = "Reading the model's package",
        ["drift_comparing_column"] = "Comparing {column}",
        ["drift_comparing_columns"] = "Comparing {first} to {last}",
        ["drift_comparing_predictions"] = "Comparing the predictions and the target",

        // The sample.
        ["sample_importing_first"] = "Importing strikes of 1990 to 1998",
        ["sample_importing_second"] = "Importing strikes of 1999 to 2002",
        ["sample_starting_experiment"] = "Starting the experiment",
        ["sample_experiment_queued"] = "The experiment is queued",
        ["sample_searching"] = "Searching for a model: {runs} runs so far",
        ["sample_registering"] = "Registering the winner",
        ["sample_requesting_promotion"] = "Requesting promotion",
        ["sample_checking_drift"] = "Checking drift between the two periods",
        ["sample_ready"] = "The sample is ready",
    };

    /// <summary>The sentence of a job's activity. Null without one.</summary>
    public static string? Of(Statement? activity) => activity switch
    {
        null => null,
        _ when Sentences.ContainsKey(activity.Code) => activity.Form(Sentences),
        _ => SearchText.Of(activity),
    };
}
