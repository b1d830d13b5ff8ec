namespace MlWorkbench.Engine.Monitoring;

/// <summary>Kinds of columns, which determine the drift test.</summary>
public enum ColumnKind
{
    Numeric,
    Categorical,
    Text,
}
