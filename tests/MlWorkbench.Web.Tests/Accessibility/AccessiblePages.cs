namespace MlWorkbench.Web.Tests.Accessibility;

/// <summary>The tests that share one <see cref="AccessibleWorld"/>.</summary>
[CollectionDefinition]
public sealed class AccessiblePages : ICollectionFixture<AccessibleWorld>;
