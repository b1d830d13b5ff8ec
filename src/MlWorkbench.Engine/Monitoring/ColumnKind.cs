namespace MlWorkbench.Engine.Monitoring;

/// <summary>What decides which drift test fits a column.</summary>
public enum ColumnKind
{
    Numeric,
    Categorical,
    Text,
}
