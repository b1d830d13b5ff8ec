namespace MlWorkbench.Application.Evaluations;

/// <summary>The rows of its data that an evaluation uses.</summary>
public enum EvaluationSplit
{
    /// <summary>Rows that were not used to train the judged model, but chose between models.</summary>
    Validation,

    Test,

    /// <summary>All rows of the dataset version or window.</summary>
    All,
}
