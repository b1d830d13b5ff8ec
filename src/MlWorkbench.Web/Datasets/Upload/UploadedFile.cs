using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using MlWorkbench.Application;
using MlWorkbench.Application.Storage;
using MlWorkbench.Web.Components.Shared;

namespace MlWorkbench.Web.Datasets.Upload;

/// <summary>The file in a request: the body itself, or the first file of a form. It is streamed, not buffered.</summary>
/// <param name="Name">The sender's name of the file. Null if the request has none.</param>
internal sealed record UploadedFile(Stream Content, string? Name)
{
    private const int FormOverhead = 64 * 1024;

    private static readonly HashSet<string> FileTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        "text/csv", "application/csv", "text/tab-separated-values", "text/plain", "application/octet-stream",
        // Browsers on machines with Excel send this type for a CSV file.
        "application/vnd.ms-excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/vnd.ms-excel.sheet.macroenabled.12",
        "application/vnd.apache.parquet", "application/x-parquet",
    };

    public static async Task<UploadedFile> OpenAsync(HttpContext context, CancellationToken cancellationToken)
    {
        LiftSizeLimit(context);
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type))
        {
            return new UploadedFile(context.Request.Body, null);
        }

        if (type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return await OpenFormAsync(context.Request.Body, type, cancellationToken);
        }

        if (!FileTypes.Contains(type.MediaType.ToString()))
        {
            throw Unsupported(type.MediaType.ToString());
        }

        return new UploadedFile(context.Request.Body, null);
    }

    /// <summary>Removes the server's size limit, because the importer counts the bytes. Refuses a request whose declared length is too large.</summary>
    private static void LiftSizeLimit(HttpContext context)
    {
        var limit = context.RequestServices.GetRequiredService<IOptions<StorageOptions>>().Value.MaxUploadBytes;
        // A form adds boundaries and headers to the file.
        limit += FormOverhead;
        if (context.Request.ContentLength > limit)
        {
            throw new WorkbenchException(ErrorKind.TooLarge, "file_too_large", $"The file is larger than the limit of {NumberText.Bytes(limit)}. Split it, or ask an administrator to raise Storage:MaxUploadBytes.");
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = null;
        }
    }

    private static async Task<UploadedFile> OpenFormAsync(Stream body, MediaTypeHeaderValue type, CancellationToken cancellationToken)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary))
        {
            throw new WorkbenchException(ErrorKind.Malformed, "form_invalid", "The form has no boundary. Send the file as the body, or as the part 'file' of a multipart form.");
        }

        var reader = new MultipartReader(boundary, body);
        while (await ReadSectionAsync(reader, cancellationToken) is { } section)
        {
            if (section.GetContentDispositionHeader() is { } disposition && disposition.IsFileDisposition())
            {
                return new UploadedFile(section.Body, disposition.FileNameStar.Value ?? HeaderUtilities.RemoveQuotes(disposition.FileName).Value);
            }
        }

        throw new WorkbenchException(ErrorKind.Malformed, "file_absent", "The form does not contain a file. Send the file as the part 'file'.");
    }

    private static async Task<MultipartSection?> ReadSectionAsync(MultipartReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadNextSectionAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw new WorkbenchException(ErrorKind.Malformed, "form_invalid", "The form ended before the file was complete. Send the form again.", inner: exception);
        }
    }

    private static WorkbenchException Unsupported(string mediaType) => new(
        ErrorKind.UnsupportedType,
        "type_unsupported",
        $"The media type '{mediaType}' is not supported. Send the file as text/csv, text/tab-separated-values, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet or application/vnd.apache.parquet, or as the part 'file' of a multipart form.");
}
