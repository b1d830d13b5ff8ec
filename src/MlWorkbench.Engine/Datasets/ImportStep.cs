namespace MlWorkbench.Engine.Datasets;

/// <summary>A step of an import, in order.</summary>
public enum ImportStep
{
    /// <summary>Reads the whole file to infer its format and types.</summary>
    Inspecting,

    /// <summary>Reads the rows again and writes the table.</summary>
    Writing,

    Profiling,
}
