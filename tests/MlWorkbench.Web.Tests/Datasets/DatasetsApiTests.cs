using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Storage;
using MlWorkbench.Testing;

namespace MlWorkbench.Web.Tests.Datasets;

/// <summary>Tests that share one server. Each test names its own dataset.</summary>
public sealed class DatasetsApiTests(DatasetsApiTests.SmallServer small) : IClassFixture<DatasetsApiTests.SmallServer>
{
    private const string People = "name,age,joined\nAda,36,2024-02-29\n=Alan,41,\nGrace,,2023-01-01\n";

    private readonly string _name = $"people {Guid.CreateVersion7():N}";
    private readonly WorkbenchServer _server = small.Server;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Path => $"/api/v1/datasets/{Uri.EscapeDataString(_name)}";

    [Fact]
    public async Task Upload_Body_IsCreatedWithColumnsDigestAndWarnings()
    {
        var response = await UploadAsync("a;b\n1,5;x\n2,5\n");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(Path + "/versions/1", response.Headers.Location!.ToString());
        var version = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal((_name, 1, 2L), (version.GetProperty("dataset").GetString(), version.GetProperty("version").GetInt32(), version.GetProperty("rows").GetInt64()));
        Assert.Equal("""[{"name":"a","type":"number","role":"feature","missing":0,"distinct":2},{"name":"b","type":"category","role":"feature","missing":1,"distinct":1}]""", version.GetProperty("columns").GetRawText());
        Assert.Equal(64, version.GetProperty("digest").GetString()!.Length);
        var warning = Assert.Single(version.GetProperty("warnings").EnumerateArray());
        Assert.Equal(("short_rows", 2L), (warning.GetProperty("code").GetString(), warning.GetProperty("row").GetInt64()));
        Assert.Equal(";", version.GetProperty("format").GetProperty("delimiter").GetString());
    }

    [Fact]
    public async Task Upload_SameContentAgain_Answers200WithTheExistingVersion()
    {
        await UploadAsync(People);

        var again = await UploadAsync(People);

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(1, (await again.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Upload_Form_TakesTheFileAndItsName()
    {
        using var form = new MultipartFormDataContent { { new StringContent("ignored"), "note" }, { new StringContent(People, Encoding.UTF8, "text/csv"), "file", "Leute 2024 äöü.csv" } };

        var response = await _server.Admin.PostAsync($"{Path}/versions", form, Cancellation);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("Leute 2024 äöü.csv", (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("sourceName").GetString());
    }

    [Fact]
    public async Task Quality_Target_AnswersItsFindingsOnceTheChecksAreDone()
    {
        await UploadAsync("a,copy,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i * 7 % 61},{(i % 2 == 0 ? "u" : "v")},{(i % 2 == 0 ? "no" : "yes")}\n")));

        var first = await _server.Admin.GetAsync($"{Path}/versions/1/quality?target=y", Cancellation);
        var report = await AnalysisAsync($"{Path}/versions/1/quality?target=y");

        Assert.Contains(first.StatusCode, (HttpStatusCode[])[HttpStatusCode.Accepted, HttpStatusCode.OK]);
        var worst = report.GetProperty("findings")[0];
        Assert.Equal(("leakage", "blocker", "copy"), (worst.GetProperty("check").GetString(), worst.GetProperty("severity").GetString(), worst.GetProperty("columns")[0].GetProperty("column").GetString()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _server.Admin.GetAsync($"{Path}/versions/1/quality?target=z", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task TargetRatesAndAssociations_AnswerOnceTheyAreWorkedOut()
    {
        await UploadAsync("a,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{(i % 3 == 0 ? "u" : "v")},{(i % 6 == 0 ? "no" : "yes")}\n")));

        var rates = await AnalysisAsync($"{Path}/versions/1/target-rates?target=y");
        var associations = await AnalysisAsync($"{Path}/versions/1/associations");

        Assert.Equal("yes", rates.GetProperty("class").GetString());
        Assert.Equal([("v", 40, 1.0), ("u", 20, 0.5)], rates.GetProperty("columns")[0].GetProperty("groups").EnumerateArray().Select(group => (group.GetProperty("label").GetString()!, group.GetProperty("rows").GetInt32(), group.GetProperty("value").GetDouble())));
        Assert.Equal("cramers_v", associations.GetProperty("strongest")[0].GetProperty("measure").GetString());
    }

    [Fact]
    public async Task Upload_ChangedSchema_IsSaidInTheAnswer()
    {
        await UploadAsync("a,b\n1,x\n2,y\n");

        var changed = await (await UploadAsync("a,c\n1,5\n2,6\n")).Content.ReadFromJsonAsync<JsonElement>(Cancellation);

        Assert.Equal([("schema_removed", "b"), ("schema_added", "c")], changed.GetProperty("warnings").EnumerateArray().Select(warning => (warning.GetProperty("code").GetString()!, warning.GetProperty("column").GetString()!)));
    }

    [Fact]
    public async Task Compare_TwoVersions_AnswersColumnsRowsShiftAndSegments()
    {
        await UploadAsync("id,age,city\n1,36,Bonn\n2,41,Rome\n3,50,Oslo\n");
        await UploadAsync("id,age,town\n1,37,Bonn\n2,41,Rome\n3,50,Oslo\n4,60,Paris\n");

        var comparison = await AnalysisAsync($"{Path}/compare?from=1&to=2&key=id");

        Assert.Equal("removed added", string.Join(' ', comparison.GetProperty("schema").EnumerateArray().Select(change => change.GetProperty("kind"))));
        var rows = comparison.GetProperty("rows");
        Assert.Equal((2, 1, 0, 1), (rows.GetProperty("unchanged").GetInt32(), rows.GetProperty("added").GetInt32(), rows.GetProperty("removed").GetInt32(), rows.GetProperty("changed").GetInt32()));
        Assert.Equal("""[{"column":"age","before":"36","after":"37"}]""", rows.GetProperty("changedRows")[0].GetProperty("cells").GetRawText());
        Assert.Equal("age", comparison.GetProperty("shift").GetProperty("features")[0].GetProperty("name").GetString());
        Assert.Equal(0, comparison.GetProperty("segments").GetProperty("count").GetInt32());
    }

    [Theory]
    [InlineData("from=1&to=1", 422, "same_version")]
    [InlineData("from=1&to=9", 404, "not_found")]
    [InlineData("from=1&to=2&key=x", 422, "unknown_column")]
    [InlineData("from=1", 400, "request_invalid")]
    public async Task Compare_WhatIsNotThere_AnswersAProblem(string query, int status, string code)
    {
        await UploadAsync(People);
        await UploadAsync(People + "Linus,30,\n");

        var response = await _server.Admin.GetAsync($"{Path}/compare?{query}", Cancellation);

        Assert.Equal((status, code), ((int)response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Patch_DescribeTagArchive_ChangeWhatListsShow()
    {
        await UploadAsync(People);
        await UploadAsync(People + "Linus,30,\n");

        var dataset = await PatchAsync(Path, new { description = "All of us", tags = (string[])["staff"] });
        var version = await PatchAsync($"{Path}/versions/2", new { archived = true });

        Assert.Equal(("All of us", "staff"), (dataset.GetProperty("description").GetString(), dataset.GetProperty("tags")[0].GetString()));
        Assert.Equal(JsonValueKind.String, version.GetProperty("archivedAt").ValueKind);
        Assert.Equal(1, (await GetAsync(Path)).GetProperty("versions").GetArrayLength());
        Assert.Equal(2, (await GetAsync(Path + "?archived=true")).GetProperty("versions").GetArrayLength());
        await PatchAsync(Path, new { archived = true });
        var search = Uri.EscapeDataString(_name);
        Assert.Equal((0, 1), ((await GetAsync($"/api/v1/datasets?search={search}")).GetProperty("total").GetInt32(), (await GetAsync($"/api/v1/datasets?archived=true&search={search}")).GetProperty("total").GetInt32()));
    }

    [Fact]
    public async Task Delete_VersionThenDataset_AreGone()
    {
        await UploadAsync(People);
        await UploadAsync(People + "Linus,30,\n");

        Assert.Equal(HttpStatusCode.NoContent, (await _server.Admin.DeleteAsync($"{Path}/versions/1", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _server.Admin.GetAsync($"{Path}/versions/1", Cancellation)).StatusCode);
        var last = await _server.Admin.DeleteAsync($"{Path}/versions/2", Cancellation);
        Assert.Equal((HttpStatusCode.Conflict, "only_version"), (last.StatusCode, (await last.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("code").GetString()));
        Assert.Equal(HttpStatusCode.NoContent, (await _server.Admin.DeleteAsync(Path, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _server.Admin.GetAsync(Path, Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Lineage_NewVersion_SaysWhereItCameFromAndHasNoUses()
    {
        await UploadAsync(People, "?fileName=staff.csv");

        var lineage = await GetAsync($"{Path}/versions/1/lineage");

        Assert.Contains("staff.csv", lineage.GetProperty("origin").GetString(), StringComparison.Ordinal);
        Assert.Equal([0, 0, 0, 0], ((string[])["experiments", "models", "reports", "driftChecks"]).Select(use => lineage.GetProperty(use).GetProperty("total").GetInt32()));
    }

    [Fact]
    public async Task Derive_PreviewThenMakeThenRepeat_GivesVersionsThatKnowTheirSource()
    {
        await UploadAsync(People);
        var order = new { into = $"{_name} old", filter = (string[])["age > 36"] };

        var preview = await PostAsync($"{Path}/versions/1/derive/preview", order);
        var made = await PostAsync($"{Path}/versions/1/derive", order, HttpStatusCode.Created);
        await UploadAsync(People + "Linus,50,\n");
        var repeated = await PostAsync($"/api/v1/datasets/{Uri.EscapeDataString($"{_name} old")}/versions/1/repeat", new { }, HttpStatusCode.Created);

        Assert.Equal("""{"offset":0,"total":1,"rows":[{"name":"=Alan","age":41,"joined":null}]}""", preview.GetRawText());
        Assert.Equal((1, 1L), (made.GetProperty("version").GetInt32(), made.GetProperty("rows").GetInt64()));
        Assert.Equal((2, 2L), (repeated.GetProperty("version").GetInt32(), repeated.GetProperty("rows").GetInt64()));
        var lineage = await GetAsync($"{Path}/versions/1/lineage");
        Assert.Equal($"{_name} old", lineage.GetProperty("derived").GetProperty("items")[0].GetProperty("dataset").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await _server.Admin.DeleteAsync(Path, Cancellation)).StatusCode);
    }

    [Theory]
    [InlineData("""{"filter":["weight > 3"]}""", 422, "unknown_column")]
    [InlineData("""{"filter":["age > 300"]}""", 422, "derivation_without_rows")]
    [InlineData("""{}""", 422, "derivation_empty")]
    [InlineData("""{"fliter":[]}""", 400, "json_invalid")]
    [InlineData("""{"join":{"dataset":"no such dataset","key":"name"}}""", 404, "not_found")]
    public async Task Derive_WhatCannotBeDone_AnswersAProblem(string body, int status, string code)
    {
        await UploadAsync(People);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        var response = await _server.Admin.PostAsync($"{Path}/versions/1/derive", content, Cancellation);

        Assert.Equal((status, code), ((int)response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Compare_KeyThatRepeats_AnswersWhichRows()
    {
        await UploadAsync("id,age\n1,36\n1,41\n");
        await UploadAsync("id,age\n1,36\n2,41\n");

        var response = await AnswerAsync($"{Path}/compare?from=1&to=2&key=id");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains("rows 1 and 2 both have '1'", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_QueryOptions_AreObeyed()
    {
        var response = await UploadAsync("1:2,5:x\n3:4,5:none\n", "?delimiter=:&header=false&decimal=,&missing=none&missing=nil&fileName=a.txt");

        var version = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal("column1:integer:0 column2:number:0 column3:category:1", string.Join(' ', version.GetProperty("columns").EnumerateArray().Select(column => $"{column.GetProperty("name")}:{column.GetProperty("type")}:{column.GetProperty("missing")}")));
        Assert.Equal("a.txt", version.GetProperty("sourceName").GetString());
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,4,5\n", "", "text/csv", 422, "row_too_long")]
    [InlineData("", "", "text/csv", 422, "file_empty")]
    [InlineData("PK\u0003\u0004", "", "application/vnd.ms-excel", 422, "file_damaged")]
    [InlineData("PAR1", "", "application/vnd.apache.parquet", 422, "file_damaged")]
    [InlineData(People, "?sheet=a", "text/csv", 422, "unknown_sheet")]
    [InlineData("{}", "", "application/json", 415, "type_unsupported")]
    [InlineData(People, "?delimiter=abc", "text/csv", 400, "unknown_delimiter")]
    [InlineData(People, "?decimal=x", "text/csv", 400, "unknown_decimal")]
    [InlineData(People, "?encoding=utf-7", "text/csv", 422, "unknown_encoding")]
    [InlineData("--x--", "", "multipart/form-data; boundary=x", 400, "file_absent")]
    [InlineData("--x\r\n", "", "multipart/form-data; boundary=x", 400, "form_invalid")]
    [InlineData("", "", "multipart/form-data", 400, "form_invalid")]
    public async Task Upload_Unusable_AnswersAProblem(string body, string query, string type, int status, string code)
    {
        var response = await UploadAsync(body, query, type);

        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal((status, code), ((int)response.StatusCode, problem.GetProperty("code").GetString()));
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.EndsWith(".", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Upload_BadRow_NamesItInTheProblem()
    {
        var problem = await (await UploadAsync("a,b\n1,2\n3,4,5\n")).Content.ReadFromJsonAsync<JsonElement>(Cancellation);

        Assert.Equal(2, problem.GetProperty("row").GetInt32());
        Assert.Contains("Row 2 (line 3)", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("..%2f..%2fetc")]
    [InlineData("%3Cscript%3E")]
    [InlineData(".hidden")]
    [InlineData("a%00b")]
    public async Task Upload_HostileName_IsRefused(string name)
    {
        var response = await _server.Admin.PostAsync($"/api/v1/datasets/{name}/versions", new StringContent(People, Encoding.UTF8, "text/csv"), Cancellation);

        Assert.True(response.StatusCode is HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest or HttpStatusCode.NotFound, $"{response.StatusCode}");
        await AssertNothingLeftAsync();
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("arrow")]
    [InlineData("parquet")]
    public async Task GetContent_NamesOfAnyLetters_AreOneEncodedAttachment(string format)
    {
        var name = $"Größe (1), a&b 日本 {format}";
        using var form = new MultipartFormDataContent();
        using var file = new StringContent(People, Encoding.UTF8, "text/csv");
        file.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=file; filename*=UTF-8''{Uri.EscapeDataString("a\"; x=\r\nX-Evil: 1\u202Egnp.csv")}");
        form.Add(file);
        using var uploaded = await _server.Admin.PostAsync($"/api/v1/datasets/{Uri.EscapeDataString(name)}/versions", form, Cancellation);
        Assert.Equal(HttpStatusCode.Created, uploaded.StatusCode);

        using var answer = await _server.Admin.GetAsync($"/api/v1/datasets/{Uri.EscapeDataString(name)}/versions/1/content?format={format}", Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(("attachment", $"{name} v1.{format}"), (answer.Content.Headers.ContentDisposition!.DispositionType, answer.Content.Headers.ContentDisposition.FileNameStar));
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.All([uploaded, answer], response => Assert.DoesNotContain(response.Headers.Concat(response.Content.Headers), header => header.Key == "X-Evil" || header.Value.Any(value => value.Any(char.IsControl))));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Upload_TooLarge_IsRefused(bool saysLength)
    {
        using var content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes("a,b\n" + string.Concat(Enumerable.Repeat("1,2\n", 800_000)))));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Path}/versions") { Content = content };
        request.Headers.TransferEncodingChunked = !saysLength;

        var response = await _server.Admin.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("file_too_large", (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("code").GetString());
        await AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Upload_BrokenOff_LeavesNothing()
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var content = new PushContent(async stream =>
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(People), leaving.Token);
            await stream.FlushAsync(leaving.Token);
            await leaving.CancelAsync();
            await Task.Delay(Timeout.Infinite, leaving.Token);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _server.Admin.PostAsync($"{Path}/versions", content, leaving.Token));

        await AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Datasets_WithoutToken_AreClosed()
    {
        using var nobody = _server.CreateClient();

        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("/api/v1/datasets", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.PostAsync($"{Path}/versions", new StringContent(People), Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Get_ListDetailAndProfile_DescribeTheDataset()
    {
        await UploadAsync(People);
        await UploadAsync(People + "Linus,30,\n");
        await _server.Admin.PostAsync(Path.Replace("people", "people2", StringComparison.Ordinal) + "/versions", new StringContent("a,b\n1,2\n"), Cancellation);

        var search = Uri.EscapeDataString(_name["people".Length..]);
        var first = await GetAsync($"/api/v1/datasets?limit=1&search={search}");
        var second = await GetAsync($"/api/v1/datasets?limit=1&search={search}&after={first.GetProperty("next").GetString()}");
        var detail = await GetAsync(Path);
        var profile = await GetAsync(Path + "/versions/1/profile");

        Assert.Equal((2, _name.Replace("people", "people2", StringComparison.Ordinal), _name), (first.GetProperty("total").GetInt32(), first.GetProperty("items")[0].GetProperty("name").GetString(), second.GetProperty("items")[0].GetProperty("name").GetString()));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
        Assert.Equal([2, 1], detail.GetProperty("versions").EnumerateArray().Select(version => version.GetProperty("version").GetInt32()));
        Assert.Equal(38.5, profile.GetProperty("columns")[1].GetProperty("numbers").GetProperty("mean").GetDouble());
    }

    [Fact]
    public async Task GetRows_Page_GivesTypedValues()
    {
        await UploadAsync(People);

        Assert.Equal(
            """{"offset":1,"total":3,"rows":[{"name":"=Alan","age":41,"joined":null},{"name":"Grace","age":null,"joined":"2023-01-01"}]}""",
            (await GetAsync(Path + "/versions/1/rows?offset=1&limit=5")).GetRawText());
    }

    [Fact]
    public async Task GetRows_Filter_PagesThroughTheRowsThatMeetAllConditions()
    {
        await UploadAsync(People);

        Assert.Equal(
            """{"offset":1,"total":2,"rows":[{"name":"=Alan","age":41,"joined":null}]}""",
            (await GetAsync($"{Path}/versions/1/rows?filter={Uri.EscapeDataString("age >= 36")}&filter={Uri.EscapeDataString("age < 50")}&offset=1&limit=5")).GetRawText());
    }

    [Fact]
    public async Task GetContent_Csv_NeutralisesFormulasUnlessAskedNotTo()
    {
        await UploadAsync(People);

        var response = await _server.Admin.GetAsync(Path + "/versions/1/content?format=csv", Cancellation);
        var raw = await _server.Admin.GetStringAsync(Path + "/versions/1/content?formulas=keep", Cancellation);

        Assert.Equal("name,age,joined\nAda,36,2024-02-29\n\"'=Alan\",41,\nGrace,,2023-01-01\n", await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(People, raw);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal($"{_name} v1.csv", response.Content.Headers.ContentDisposition.FileName!.Trim('"'));
    }

    [Fact]
    public async Task GetContent_LongValuesAndManyRows_AreStreamedWhole()
    {
        var text = "text,n\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{new string((char)('a' + (i % 26)), 40_000)},{i}\n"));
        await UploadAsync(text);

        Assert.Equal(text, await _server.Admin.GetStringAsync($"{Path}/versions/1/content?formulas=keep", Cancellation));
    }

    [Fact]
    public async Task GetContent_Parquet_IsReadBackAsTheSameTable()
    {
        await UploadAsync(People);

        var response = await _server.Admin.GetAsync(Path + "/versions/1/content?format=parquet", Cancellation);
        using var body = new ByteArrayContent(await response.Content.ReadAsByteArrayAsync(Cancellation)) { Headers = { ContentType = new("application/vnd.apache.parquet") } };
        var again = await _server.Admin.PostAsync($"{Path}-again/versions", body, Cancellation);

        Assert.Equal($"{_name} v1.parquet", response.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        var version = await again.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal("""{"delimiter":null,"encoding":null,"hasHeader":true,"decimal":null,"dayFirst":null,"kind":"parquet","sheet":null,"sheets":null}""", version.GetProperty("format").GetRawText());
        Assert.Equal((await GetAsync(Path + "/versions/1/rows")).GetRawText(), (await GetAsync($"{Path}-again/versions/1/rows")).GetRawText());
    }

    [Fact]
    public async Task GetContent_Arrow_IsTheStoredFile()
    {
        var version = await (await UploadAsync(People)).Content.ReadFromJsonAsync<JsonElement>(Cancellation);

        var bytes = await _server.Admin.GetByteArrayAsync(Path + "/versions/1/content?format=arrow", Cancellation);

        Assert.Equal(version.GetProperty("digest").GetString(), Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));
        Assert.Equal("ARROW1"u8, bytes.AsSpan(0, 6));
    }

    [Theory]
    [InlineData("versions/1/content?format=json", 415)]
    [InlineData("versions/1/rows?filter=a", 422)]
    [InlineData("versions/1/rows?filter=nope%20%3D%201", 422)]
    [InlineData("versions/2", 404)]
    [InlineData("versions/2/profile", 404)]
    [InlineData("versions/2/rows", 404)]
    [InlineData("versions/2/content", 404)]
    public async Task Get_WhatIsNotThere_AnswersAProblem(string path, int status)
    {
        await UploadAsync(People);

        var response = await _server.Admin.GetAsync($"{Path}/{path}", Cancellation);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    private async Task<JsonElement> PostAsync(string path, object body, HttpStatusCode status = HttpStatusCode.OK)
    {
        var response = await _server.Admin.PostAsync(path, JsonContent.Create(body), Cancellation);
        Assert.Equal(status, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    private async Task<JsonElement> PatchAsync(string path, object edit)
    {
        var response = await _server.Admin.PatchAsync(path, JsonContent.Create(edit), Cancellation);
        return await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    private async Task<JsonElement> AnalysisAsync(string path) =>
        await (await AnswerAsync(path)).EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(Cancellation);

    /// <summary>Waits for the answer of an analysis.</summary>
    private async Task<HttpResponseMessage> AnswerAsync(string path)
    {
        HttpResponseMessage? response = null;
        await Until.TrueAsync(async () => (response = await _server.Admin.GetAsync(path, Cancellation)).StatusCode != HttpStatusCode.Accepted, Cancellation);
        return response!;
    }

    private async Task<HttpResponseMessage> UploadAsync(string body, string query = "", string type = "text/csv")
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return await _server.Admin.PostAsync($"{Path}/versions{query}", content, Cancellation);
    }

    private Task<JsonElement> GetAsync(string path) => _server.Admin.GetFromJsonAsync<JsonElement>(path, Cancellation);

    private async Task AssertNothingLeftAsync()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _server.Admin.GetAsync(Path, Cancellation)).StatusCode);
        // The server notices a broken connection shortly after the client.
        for (var patience = 600; patience > 0 && Directory.EnumerateFileSystemEntries(_server.Services.GetRequiredService<IOptions<StorageOptions>>().Value.ScratchFolder).Any(); patience--)
        {
            await Task.Delay(100, Cancellation);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(_server.Services.GetRequiredService<IOptions<StorageOptions>>().Value.ScratchFolder));
    }

    /// <summary>A server that accepts at most 3 MB.</summary>
    public sealed class SmallServer : IAsyncLifetime
    {
        public WorkbenchServer Server { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Server = await WorkbenchServer.StartAsync("--Storage:MaxUploadBytes=3000000");

        public async ValueTask DisposeAsync() => await Server.DisposeAsync();
    }

    private sealed class PushContent(Func<Stream, Task> push) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => push(stream);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
