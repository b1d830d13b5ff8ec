namespace MlWorkbench.Engine.Datasets;

/// <summary>What a column is good for, guessed at import; an experiment decides what it uses.</summary>
public enum ColumnRole
{
    /// <summary>Can be learnt from.</summary>
    Feature,

    /// <summary>Names a row (a key, a running number): nothing to learn.</summary>
    Identifier,

    /// <summary>Says when the row happened.</summary>
    Time,

    /// <summary>One value, or none: nothing to learn.</summary>
    Constant,
}
