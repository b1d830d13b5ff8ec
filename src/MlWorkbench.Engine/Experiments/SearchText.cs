namespace MlWorkbench.Engine.Experiments;

/// <summary>The sentences of a search: findings, reasons and phases.</summary>
public static class SearchText
{
    /// <summary>Sentences by code.</summary>
    public static IReadOnlyDictionary<string, string> Sentences { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        // The rows that the search reads.
        ["excerpt_read"] = "The file has {allMegabytes:N0} MB, too many for a search of {budget:0.#} s. The search reads {readMegabytes:N0} MB in "
            + "{pieces:N0} pieces, spread evenly across the file. Column types are inferred from these {rows:N0} rows.",
        ["rows_sampled_for_time"] = "The {source} has {allRows:N0} rows of {columns:N0} columns, more than a search of {budget:0.#} s has time for. "
            + "Models train on a random sample of {rows:N0} rows.",
        ["rows_sampled_for_memory"] = "The {source} has {allRows:N0} rows of {columns:N0} columns, more than fit into memory during training. "
            + "Models train on a random sample of {rows:N0} rows.",

        // The target.
        ["rows_without_target"] = "{rows:N0} rows without a value in '{column}' are excluded.",
        ["task_binary"] = "'{column}' has two values, so this is a binary classification.",
        ["task_multiclass"] = "'{column}' has {classes} classes, so this is a multiclass classification.",
        ["task_multiclass_integers"] =
            "'{column}' has only {classes} distinct whole numbers, treated as classes. Set the task to regression if they are quantities.",
        ["task_regression"] = "'{column}' is a number with {values:N0} distinct values, so this is a regression.",
        ["positive_class_rarer"] = "'{class}' is the positive class because it is rarer.",
        ["positive_share"] = "{share:P1} of the rows are '{class}'.",
        ["positive_share_imbalanced"] =
            "{share:P1} of the rows are '{class}': the classes are imbalanced, so use ranking metrics instead of accuracy.",

        // Validation and test.
        ["validation_holdout"] = "Models are evaluated on one fifth of the rows ({rows:N0}), which is set aside for validation, because the table is "
            + "large for its time budget.",
        ["validation_folds"] =
            "Models are evaluated by {folds}-fold cross-validation: each row is predicted by models that were not trained on it.",
        ["validation_folds_repeated"] = "Models are evaluated by {folds}-fold cross-validation, repeated {repeats} times because the table is small: "
            + "each row is predicted by models that were not trained on it.",
        ["validation_groups"] = "The {groups:N0} groups of '{column}' are not divided: all rows of a group are on the same side of a split.",
        ["validation_time"] = "Rows are ordered by '{column}': models train on earlier rows and are evaluated on later ones.",
        ["validation_time_test"] =
            "Rows are ordered by '{column}': models train on earlier rows and are evaluated on later ones, and tested on the latest.",
        ["no_test_split"] = "No test split is set aside: the validation value is the only estimate.",
        ["test_split"] = "{rows:N0} rows are set aside as the test split. They are scored at the end, and again after each extension.",

        // Columns.
        ["recipe"] = "A recipe prepares the columns first. It is fitted on the training rows of each fold only. "
            + "The search derives features from the resulting columns.",
        ["recipe_looks_back"] = "A recipe prepares the columns first. It is fitted on the training rows of each fold only, and looks back by '{column}' "
            + "at the rows before each row. The search derives features from the resulting columns.",
        ["columns_all_used"] = "All {used} columns except the target are used for training.",
        ["columns_excluded"] = "{used} columns are used for training; {excluded} are excluded.",
        ["column_excluded_by_request"] = "excluded by the request",
        ["column_of_groups"] = "the group column: new groups have new values",
        ["column_empty"] = "no value in any row",
        ["column_constant"] = "the same value in every row",
        ["column_almost_empty"] = "only {present} of {rows:N0} rows have a value",
        ["column_identifier"] = "an identifier: a different value in every row",

        // The result.
        ["interpretable_only"] = "Only interpretable models are allowed: linear models without a blend.",
        ["runs_by_trainer"] = "Runs by trainer: {runs}.",
        ["identifiers_as_categories"] = "Integer identifiers are also used as categories: {columns}.",
        ["decision_threshold"] =
            "'{class}' is predicted at a probability of {threshold:F3} or more, which maximizes {metric} on the validation rows.",
        ["blend_not_better"] = "No blend is better than run {run} alone.",
        ["members_retrained"] = "All members of run {run} were retrained on all rows.",
        ["members_not_retrained_stopped"] =
            "Members of run {run} that were not retrained on all rows: {kept} of {members}, because the search was stopped.",
        ["members_not_retrained_time"] =
            "Members of run {run} that were not retrained on all rows: {kept} of {members}, because the time budget was used up.",

        // Reasons of runs.
        ["run_out_of_time"] = "The time ran out before a model was trained.",
        ["run_cut_short"] = "Stopped when its time ran out; this is the best model so far.",
        ["run_predictions_invalid"] = "The model returned predictions that are not numbers.",
        ["run_metric_undefined"] = "{metric} is not defined on the validation rows.",
        ["run_out_of_memory"] = "The run needed more memory than is available.",
        ["run_failed"] = "Training failed with an unexpected error. See the server's log for the cause.",

        // Ends of the Trainer process.
        ["trainer_without_result"] = "The Trainer process ended without a result.",
        ["trainer_killed"] = "The operating system killed the Trainer process, probably because memory ran out.",
        ["trainer_crashed_natively"] = "The Trainer process crashed in native code. The log has its last lines.",
        ["trainer_exited"] = "The Trainer process ended with code {exitCode}. The log has its last lines.",
        ["trainer_out_of_memory"] = "Out of memory: training needed more than its limit of {gigabytes:0.#} GB.",
        ["trainer_released"] = "The server shuts down, or another one continues the search.",
        ["trainer_stop_overdue"] = "It did not stop in time.",

        // Phases.
        ["starting_trainer"] = "Starting the Trainer",
        ["reading_data"] = "Reading the data",
        ["preparing_features"] = "Preparing features",
        ["training_run"] = "Training run {run}: {title}",
        ["blending"] = "Blending the best runs",
        ["retraining_run"] = "Retraining run {run} on all rows",
        ["scoring_test"] = "Scoring the test split",
        ["evaluating_best"] = "Evaluating the best model",
        ["memory_limit_reached"] = "The search needs more than its limit of {megabytes} MB of memory. It stops with the best model so far.",
        ["stopping"] = "Stopping: the best run so far is kept",
        ["interrupted"] = "Interrupted by a restart of the server. The search continues from its finished runs",
    };

    /// <summary>The sentence of a statement. Statements of errors and of earlier versions contain it.</summary>
    public static string Of(Statement statement) => statement.Form(Sentences);

    /// <summary>The reason for excluding a column.</summary>
    public static string Of(DroppedColumn column) => Of(column.Reason) + (column.IsReadByRecipe ? "; the recipe still reads it" : "");
}
