namespace MlWorkbench.Scoring.Package;

/// <summary>A model package is damaged or incomplete, or the file is not a model package. The message gives the reason.</summary>
public sealed class InvalidPackageException(string message, Exception? inner = null) : Exception(message, inner);
