using MlWorkbench.Application.Events;

namespace MlWorkbench.Application.Datasets;

/// <summary>Changes of datasets and their versions.</summary>
internal static class DatasetEvents
{
    public static EventSubject Of(Dataset dataset) => new("dataset", dataset.Id, dataset.Name);

    public static EventSubject OfVersion(Dataset dataset, Guid versionId, int number) => new("datasetVersion", versionId, $"{dataset.Name} {number}");

    public sealed record VersionCreated(string Source) : WorkbenchChange("dataset.versionCreated")
    {
        public override string Describe() => Source;
    }

    public sealed record Changed(DatasetEdit Edit) : WorkbenchChange("dataset.changed")
    {
        public override string Describe() => DescribeEdit(Edit);
    }

    public sealed record VersionChanged(DatasetEdit Edit) : WorkbenchChange("dataset.versionChanged")
    {
        public override string Describe() => DescribeEdit(Edit);
    }

    public sealed record Deleted(int Versions) : WorkbenchChange("dataset.deleted")
    {
        public override string Describe() => $"{Versions} {(Versions == 1 ? "version" : "versions")}";
    }

    public sealed record VersionDeleted(string Digest) : WorkbenchChange("dataset.versionDeleted")
    {
        public override string Describe() => $"digest {Digest}";
    }

    private static string DescribeEdit(DatasetEdit edit) => string.Join("; ", (IEnumerable<string>)
    [
        .. edit.Description is null ? (string[])[] : ["description"],
        .. edit.Tags is null ? (string[])[] : [edit.Tags.Count == 0 ? "no tags" : $"tags {string.Join(", ", edit.Tags)}"],
        .. edit.Archived is null ? (string[])[] : [edit.Archived.Value ? "archived" : "restored"],
    ]);
}
