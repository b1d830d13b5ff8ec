using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Tasks;

/// <summary>The table of prediction tasks.</summary>
public static class TaskDefinitions
{
    /// <summary>All tasks, in display order.</summary>
    public static IReadOnlyList<TaskDefinition> All { get; } =
    [
        new()
        {
            Task = ModelTask.Binary,
            Name = "binary",
            Title = "Binary classification",
            Metrics = new(
                ["auc", "averagePrecision", "logLoss", "brier", "accuracy", "balancedAccuracy", "f1", "precision", "recall", "mcc"],
                "auc",
                "ROC AUC is proposed: it measures how well the model ranks, regardless of the later threshold and the share of the positive class."),
            Curves = TaskCurves.Ranking | TaskCurves.Confusion,
            Losses = new(new("binary", "binary_logloss"), new Dictionary<string, BoostingLoss> { ["auc"] = new("binary", "auc") }),
        },
        new()
        {
            Task = ModelTask.Multiclass,
            Name = "multiclass",
            Title = "Multiclass classification",
            Metrics = new(
                ["macroAuc", "logLoss", "accuracy", "balancedAccuracy", "macroF1"],
                "logLoss",
                "Log loss is proposed: it rewards reliable probabilities for every class."),
            Curves = TaskCurves.Confusion,
            Losses = new(new("multiclass", "multi_logloss"), new Dictionary<string, BoostingLoss>()),
        },
        new()
        {
            Task = ModelTask.Regression,
            Name = "regression",
            Title = "Regression",
            Metrics = new(
                ["rmse", "mae", "r2", "medianAbsoluteError", "mape"],
                "rmse",
                "RMSE is proposed: it is in the unit of the target and penalizes large errors most."),
            Curves = TaskCurves.Residuals,
            Losses = new(new("regression", "rmse"), new Dictionary<string, BoostingLoss> { ["mae"] = new("regression_l1", "l1") }),
        },
    ];

    /// <summary>The names of all tasks as part of a sentence: <c>binary, multiclass or regression</c>.</summary>
    public static string Names { get; } = $"{string.Join(", ", All.SkipLast(1).Select(definition => definition.Name))} or {All[^1].Name}";

    public static TaskDefinition Of(ModelTask task) => All.Single(definition => definition.Task == task);

    /// <summary>The task of this name. Null if there is none.</summary>
    public static TaskDefinition? Find(string name) => All.FirstOrDefault(definition => definition.Name == name);
}
