using System.Reflection;
using ArchUnitNET.Loader;
using MlWorkbench.Application;
using MlWorkbench.Engine;
using MlWorkbench.Scoring;
using MlWorkbench.Scoring.Models;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Web.Tests.Architecture;

/// <summary>
/// Arrows between the features of each project: a feature may use those to its right, never one to its left. Types in a project's root belong to all features.
/// Rows are exempt: there is one database, and a query may join any of them.
/// </summary>
public sealed class FeatureArrowsTests
{
    public static TheoryData<Assembly, string> Orders => new()
    {
        { typeof(EngineException).Assembly, "Reports -> Experiments -> Recipes -> Features -> Datasets -> Targets -> Monitoring -> Evaluations -> Tasks" },
        { typeof(WorkbenchException).Assembly, "Home -> Samples -> Lineage -> Backups -> Reports -> Monitoring -> Serving -> Registry -> Experiments -> Evaluations -> Recipes -> Models -> Datasets -> Jobs -> Access -> Projects -> Events -> Names -> Storage" },
        { typeof(WorkbenchUrls).Assembly, "Hosting -> Home -> Backups -> Monitoring -> Serving -> Experiments -> Registry -> Reports -> Evaluations -> Recipes -> Datasets -> Jobs -> Projects -> Access -> Components -> Api" },
    };

    private static readonly HashSet<string> Rows =
        [.. typeof(WorkbenchException).Assembly.GetType("MlWorkbench.Application.Storage.WorkbenchDbContext", throwOnError: true)!
            .GetProperties(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Where(property => property.PropertyType.IsGenericType)
            .Select(property => property.PropertyType.GetGenericArguments()[0].FullName!)];

    [Theory]
    [MemberData(nameof(Orders))]
    public void Features_UseOnly_WhatStandsToTheirRight(Assembly project, string order)
    {
        var places = order.Split(" -> ").Index().ToDictionary(feature => feature.Item, feature => feature.Index, StringComparer.Ordinal);
        var root = project.GetName().Name + ".";
        var arrows = new ArchLoader().LoadAssembly(project).Build().Types
            .SelectMany(type => type.Dependencies)
            .Where(arrow => arrow.Target is not ArchUnitNET.Domain.GenericParameter && !Rows.Contains(arrow.Target.FullName))
            .Select(arrow => (From: FeatureOf(arrow.Origin.Namespace?.FullName, root), To: FeatureOf(arrow.Target.Namespace?.FullName, root), Text: $"{arrow.Origin.FullName} -> {arrow.Target.FullName}"))
            .Where(arrow => arrow.From is not null && arrow.To is not null && arrow.From != arrow.To)
            .ToList();

        Assert.NotEmpty(arrows);
        Assert.Empty(arrows.SelectMany(arrow => new[] { arrow.From!, arrow.To! }).Distinct().Except(places.Keys));
        Assert.Empty(arrows.Where(arrow => places[arrow.From!] > places[arrow.To!]).Select(arrow => arrow.Text).Distinct().Order());
    }

    [Theory]
    [InlineData("MlWorkbench.Application.Serving")]
    [InlineData("MlWorkbench.Application.Evaluations")]
    [InlineData("MlWorkbench.Application.Monitoring")]
    [InlineData("MlWorkbench.Engine.Evaluations")]
    [InlineData("MlWorkbench.Engine.Monitoring")]
    public void Feature_ThatUsesScores_KnowsModelsOnlyAsScorers(string feature)
    {
        string[] forms = [typeof(LoadedModel).FullName!, typeof(ModelPackage).FullName!, typeof(Predictor).FullName!];
        var types = new ArchLoader().LoadAssemblies(typeof(EngineException).Assembly, typeof(WorkbenchException).Assembly).Build().Types
            .Where(type => $"{type.Namespace?.FullName}.".StartsWith(feature + ".", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(types);
        Assert.Empty(types.SelectMany(type => type.Dependencies).Where(arrow => forms.Contains(arrow.Target.FullName)).Select(arrow => arrow.Origin.FullName).Distinct());
    }

    private static string? FeatureOf(string? space, string root) =>
        space?.StartsWith(root, StringComparison.Ordinal) == true ? space[root.Length..].Split('.')[0] : null;
}
