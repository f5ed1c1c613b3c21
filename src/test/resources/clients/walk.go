// Walks through the service by a client of openapi-generator's go.
package main

import (
	client "client"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"strings"
	"time"
)

const password = "correct horse 42"

var api *client.APIClient

func main() {
	base, email, admin, secret, word, file :=
		os.Args[1], os.Args[2], os.Args[3], os.Args[4], os.Args[5], os.Args[6]
	configuration := client.NewConfiguration()
	configuration.Servers = client.ServerConfigurations{{URL: base}}
	api = client.NewAPIClient(configuration)

	form := client.NewUserForm(email, "Gena Rated", password)
	_, _, err := api.PeopleAPI.SignUp(context.Background()).UserForm(*form).Execute()
	check(err)
	me, _, err := api.PeopleAPI.GetMe(signIn(email, password)).Execute()
	check(err)
	fmt.Println("signed up:", me.GetFullName())

	signedIn := signIn(admin, secret)
	var id int64
	var tag string
	for n := 1; n <= 3; n++ {
		added, response, err := add(signedIn, word, n)
		check(err)
		id, tag = added.GetId(), response
	}

	var skus []string
	list := api.ProductsAPI.ListProducts(signedIn).Q(word).Sort("name").Limit(2)
	for {
		page, _, err := list.Execute()
		check(err)
		for _, item := range page.GetItems() {
			skus = append(skus, item.GetSku())
		}
		if page.NextCursor.Get() == nil {
			break
		}
		list = list.Cursor(page.GetNextCursor())
	}
	fmt.Println("paged:", strings.Join(skus, " "))

	patch := client.NewProductPatch()
	patch.SetDescription("Holds 300 ml.")
	change := api.ProductsAPI.EditProduct(signedIn, id).IfMatch(tag).ProductPatch(*patch)
	changed, _, err := change.Execute()
	check(err)
	fmt.Println("changed:", changed.GetDescription())
	_, _, err = change.Execute()
	stale := problemOf(err)
	fmt.Println("stale:", stale.GetStatus(), stale.GetCode())

	csv := fmt.Sprintf("sku,name,unit_amount,currency\n%[1]s-4,Mug,1250,EUR\n%[1]s-5,Mug,much,EUR\n", word)
	job, _, err := api.ProductsAPI.ImportProducts(signedIn).Body(csv).Unknown("ignore").Execute()
	check(err)
	for job.FinishedAt.Get() == nil {
		time.Sleep(100 * time.Millisecond)
		job, _, err = api.JobsAPI.GetJob(signedIn, job.GetId()).Execute()
		check(err)
	}
	result := job.GetResult()
	fault := result.GetErrors()[0]
	fmt.Println("imported:", job.GetState(), result.GetCreated(), result.GetFailed(), fault.GetLine(), fault.GetField())

	rows, _, err := api.ProductsAPI.ExportProducts(signedIn).Format("csv").Bom(false).Execute()
	check(err)
	text, err := io.ReadAll(rows)
	check(err)
	check(os.WriteFile(file, text, 0o600))
	fmt.Println("exported:", strings.Count(string(text), word+"-"))

	_, _, err = add(signedIn, word, 1)
	refused := problemOf(err)
	fmt.Println("refused:", refused.GetStatus(), refused.GetCode())
}

func add(signedIn context.Context, word string, n int) (*client.Product, string, error) {
	name := fmt.Sprintf("%s %d", word, n)
	form := client.NewProductForm(fmt.Sprintf("%s-%d", word, n), name, 1250, "EUR")
	added, response, err := api.ProductsAPI.AddProduct(signedIn).ProductForm(*form).Execute()
	return added, response.Header.Get("ETag"), err
}

func signIn(email, secret string) context.Context {
	tokens, _, err := api.SigningInAPI.SignIn(context.Background()).
		GrantType("password").Username(email).Password(secret).Execute()
	check(err)
	return context.WithValue(context.Background(), client.ContextAccessToken, tokens.GetAccessToken())
}

func problemOf(err error) client.Problem {
	var refusal *client.GenericOpenAPIError
	if !errors.As(err, &refusal) {
		log.Fatal("not refused: ", err)
	}
	return refusal.Model().(client.Problem)
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
