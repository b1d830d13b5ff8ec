namespace MlWorkbench.Application.Models;

/// <summary>Settings of the <see cref="ModelCache"/>, in the configuration section <c>Serving</c>.</summary>
public sealed class ModelCacheOptions
{
    public const string Section = "Serving";

    /// <summary>Most models kept in memory. The least recently used one is evicted first.</summary>
    public int CachedModels { get; set; } = 16;
}
