using System.Reflection;
using MlWorkbench.Application;
using MlWorkbench.Engine;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Web.Tests.Architecture;

/// <summary>The allowed references between projects. Each row names everything that a project's code may use beyond the framework.</summary>
public sealed class ReferenceTests
{
    public static TheoryData<Assembly, string[]> Allowed => new()
    {
        { typeof(Table).Assembly, [] },
        { typeof(EngineException).Assembly, ["MlWorkbench.Scoring", "Apache.Arrow", "CsvHelper", "ExcelDataReader", "MathNet.Numerics", "Microsoft.ML", "Parquet"] },
        { typeof(WorkbenchException).Assembly, ["MlWorkbench.Engine", "MlWorkbench.Scoring", "Microsoft.EntityFrameworkCore", "Microsoft.Data.Sqlite", "SQLitePCLRaw", "Cronos", "Npgsql", "Microsoft.AspNetCore.Identity", "Microsoft.Extensions"] },
        { typeof(WorkbenchUrls).Assembly, ["MlWorkbench.Application", "MlWorkbench.Engine", "MlWorkbench.Scoring", "Hangfire", "Npgsql", "MudBlazor", "Plotly.Blazor", "OpenTelemetry", "Scalar.AspNetCore", "Grpc", "Google.Protobuf", "Microsoft.OpenApi", "Microsoft.AspNetCore", "Microsoft.Net.Http.Headers", "Microsoft.Extensions", "Microsoft.JSInterop", "Newtonsoft.Json"] },
    };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void Project_References_OnlyWhatTheTableAllows(Assembly project, string[] allowed)
    {
        var reached = project.GetReferencedAssemblies().Select(reference => reference.Name!).Where(name => !IsFramework(name));

        Assert.All(reached, name => Assert.Contains(allowed, prefix => name == prefix || name.StartsWith(prefix + ".", StringComparison.Ordinal)));
    }

    [Fact]
    public void Web_OnlyHosting_KnowsHangfire()
    {
        var offenders = typeof(WorkbenchUrls).Assembly.GetTypes()
            .Where(type => type.Namespace?.StartsWith("MlWorkbench.Web.Hosting", StringComparison.Ordinal) != true)
            .Where(type => type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)
                .Any(field => field.FieldType.Namespace?.StartsWith("Hangfire", StringComparison.Ordinal) == true));

        Assert.Empty(offenders);
    }

    [Fact]
    public void Application_Rows_AreInternal()
    {
        var rows = typeof(WorkbenchException).Assembly.GetType("MlWorkbench.Application.Storage.WorkbenchDbContext", throwOnError: true)!
            .GetProperties(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Where(property => property.PropertyType.IsGenericType)
            .Select(property => property.PropertyType.GetGenericArguments()[0])
            .ToList();

        Assert.NotEmpty(rows);
        Assert.DoesNotContain(rows, row => row.IsPublic);
    }

    private static bool IsFramework(string name) =>
        name.StartsWith("System", StringComparison.Ordinal) || name is "netstandard" or "Microsoft.CSharp" or "Microsoft.Win32.Primitives";
}
